/**
 * The story of one buyer: asked, answered, and why.
 *
 * <pre>
 *   order, buyer or key ──▶ SubjectSearch ──▶ Subject          one pass; while it lasts, a buyer's story is told as well
 *   every record ──▶ StoryTeller ──▶ FollowedSales             one pass: units left, the last unit's sequence, places
 *                        └──▶ Episode, if it is the buyer's ──▶ BuyerStory
 * </pre>
 */
package io.flashgate.journal.explain;
