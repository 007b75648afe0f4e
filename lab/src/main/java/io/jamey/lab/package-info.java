/// Measurements that need libraries which are no part of what ships: [Main] runs them.
@NullMarked
package io.jamey.lab;

import org.jspecify.annotations.NullMarked;
