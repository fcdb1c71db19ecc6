/**
 * The story of one buyer: asked, answered, and why.
 *
 * <pre>
 *   order, buyer or key ──▶ SubjectSearch ──▶ Subject          one pass, only where it is not said whose it is
 *   every record ──▶ StoryTeller ──▶ FollowedSales             one pass: units left, the last unit's sequence, places
 *                        └──▶ Episode, if it is the buyer's ──▶ BuyerStory
 * </pre>
 */
package io.flashgate.journal.explain;
