/// One contract suite for all stores, the reference store they are compared with, and look-alike tenants.
@NullMarked
package io.jamey.testkit;

import org.jspecify.annotations.NullMarked;
