/// What every tier of a cache needs, wherever its entries are: which memories were used when
/// ([io.jamey.cache.tiers.Accesses]), and which answers depend on that or on the time.
@NullMarked
package io.jamey.cache.tiers;

import org.jspecify.annotations.NullMarked;
