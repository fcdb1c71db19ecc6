/** The shop as a Spring Boot service in front of Redis: {@code Orders} over HTTP, {@code Shop} asks the script. */
package io.flashgate.bench.peers.spring;
