/// What the index of one namespace knows of its memories besides vectors and words, column by column over
/// slots, and how filters become bitmaps over those slots. Internal to this module.
@NullMarked
package io.jamey.embedded.attributes;

import org.jspecify.annotations.NullMarked;
