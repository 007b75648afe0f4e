/// Web pages that explain figures: one file each, without network, light and dark as the reader's system is.
///
/// [Html] builds markup and escapes, [Page] is the document with its looks, [LineChart] draws curves between two
/// [Axis]. Knows nothing of what is measured.
@NullMarked
package io.jamey.bench.page;

import org.jspecify.annotations.NullMarked;
