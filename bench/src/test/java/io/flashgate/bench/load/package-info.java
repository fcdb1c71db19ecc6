/** The load against a real gateway, against a server that lies, and its parts each alone. */
package io.flashgate.bench.load;
