/// How well a store finds what answers a question, measured against questions whose answers are known.
@NullMarked
package io.jamey.cli.eval;

import org.jspecify.annotations.NullMarked;
