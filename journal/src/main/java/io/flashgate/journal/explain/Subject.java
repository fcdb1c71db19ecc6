package io.flashgate.journal.explain;

/**
 * Whose story it is.
 *
 * @param kind    what had been asked by: {@link Question.Kind#ANY} no more
 * @param buyerId whose it is
 * @param saleId  the sale that the question is about; null: all
 */
public record Subject(Question.Kind kind, String buyerId, String saleId) {}
