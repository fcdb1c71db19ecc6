/** The benchmarks' door into the gateway's HTTP plane: {@link io.flashgate.gateway.http.HttpParts}, nothing else. */
package io.flashgate.gateway.http;
