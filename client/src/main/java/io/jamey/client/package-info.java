/// A store that is served elsewhere: [io.jamey.client.HttpMemoryStore] keeps the contract over the HTTP API.
@NullMarked
package io.jamey.client;

import org.jspecify.annotations.NullMarked;
