/// The resources of the HTTP API: what each operation of `/v1` means, in terms of the contract. Start with
/// [io.jamey.server.rest.RestApi].
@NullMarked
package io.jamey.server.rest;

import org.jspecify.annotations.NullMarked;
