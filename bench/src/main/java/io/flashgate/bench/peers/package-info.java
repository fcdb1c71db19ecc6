/**
 * What users would pick instead, as far as it is Java that needs no build of its own: {@code BareNetty}, the floor that any
 * HTTP server on Netty stands on. The other peers are in {@code bench/peers}.
 */
package io.flashgate.bench.peers;
