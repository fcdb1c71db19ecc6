/** What ops can see: health, counters, and the page that Prometheus reads. Recording costs a plain store or less. */
package io.flashgate.gateway.telemetry;
