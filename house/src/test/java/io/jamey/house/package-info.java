/// The house rules as tests over the repository itself: a style that is not a test is a wish.
@NullMarked
package io.jamey.house;

import org.jspecify.annotations.NullMarked;
