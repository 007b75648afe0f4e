/// Tests against a real PostgreSQL, which `.ci/postgres` brings up once for all of them.
@NullMarked
package io.jamey.postgres;

import org.jspecify.annotations.NullMarked;
