/**
 * The gateway: {@link io.flashgate.gateway.Gateway} wires it together, and its constructor is the map of it.
 *
 * <pre>
 *   http ──▶ admission ──▶ pipeline (core, journal) ──▶ egress ──▶ http
 *                 ▲            │
 *                 └── live ◀───┘   what is durable
 *   admin: the other listener      telemetry: health and counters      cli: serve, demo, sale, journal
 * </pre>
 */
package io.flashgate.gateway;
