/** Stories of the control log: what was appended is read again, whatever became of its end. */
package io.flashgate.bench.control;
