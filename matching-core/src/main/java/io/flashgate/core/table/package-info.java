/**
 * What the core's state is kept in: tables whose size is fixed when they are built, and the digest over all of them.
 *
 * <p>A full table says so; it never grows and never throws. Nothing here allocates after construction, except where a
 * method says that it does.
 */
package io.flashgate.core.table;
