/// Ranking: the raw signals of candidate memories fused into one score, explained.
///
/// A store finds memories in two ways: by the words they share with the question (BM25) and by the closeness of
/// their embeddings (cosine). Neither is enough. "Where did she move?" has no word of its answer, "Lisbon, last
/// spring"; and to an embedding, all small talk is alike. Much of what tells the answer from the talk lies around
/// it: the question before it, the session it belongs to, when it was said, and by whom. This package weighs all
/// of that. It is pure arithmetic: it knows no store, no clock and no disk.
///
/// Start with [io.jamey.ranking.Ranking], which says what a store must gather and gives back the best. To rank
/// by one plain value instead, search with [io.jamey.Weights#CLOSENESS_ONLY] or
/// [io.jamey.Weights#WORDS_ONLY]: the score is then the cosine or the BM25 value itself.
///
/// ## The recipe
///
/// BM25 values and cosines cannot be added as they are: one runs from 0 to 30, the other from 0.6 to 0.8. So each
/// becomes a *z-score*: how many standard deviations it lies above the mean of the candidates. An unusual value
/// counts in either, and a signal that says the same of all memories counts nothing.
///
/// | [io.jamey.Signal] | weight in [io.jamey.Weights#GUARDED] | times |
/// |---|---|---|
/// | WORDS | 1/3 | z of the BM25 value |
/// | CLOSENESS | 2/3 | z of the cosine |
/// | ANSWER | 0.5 | the relevance (the two above) of the turn before, if it ends in "?" |
/// | SESSION | 1 | the mean of the three highest relevances in the memory's session |
/// | DATE | 3 | 1 if the question names a month or year, and the memory was created in it |
/// | LENGTH | 0.5 | z of the logarithm of the number of words: "Yes!" seldom answers anything |
/// | ACTOR | 1 | 1 if the question names exactly one known actor, and the memory is theirs |
/// | RECENCY | 0 | from 1 (just written or used) to 0, half each week |
/// | IMPORTANCE | 0 | the memory's importance |
///
/// The score is the sum. A signal that lacks its data (no session, no actor, no date in the question) gives 0.
/// A memory without embedding lets its words stand for half its closeness. A search with text but no embedding,
/// or the reverse, gives the whole weight of relevance to the one it has. A search without text asks no question:
/// only closeness, recency and importance count then.
///
/// ## The guards
///
/// The recipe was found on chats, where turns are short. In conversations with an assistant, whose turns have
/// hundreds of words, it did far worse than BM25 alone, until it got these guards:
///
/// - an answer inherits from its question only while both together have at most
///   [io.jamey.ranking.TextTraits#SHORT_WORDS] words; longer answers quote what they answer;
/// - length counts among short texts only: beyond that, longer is not more telling;
/// - "user", "assistant" and the like are not names, nor is a question that is itself a long text read for names;
/// - an embedding covers the previous turn too only under the same condition as the first guard (this is up to
///   who makes the embeddings).
///
/// The spread is taken over the candidates, neighbours included: the best matches alone would be all alike, and
/// the turns around them show what an ordinary memory scores.
///
/// ## Sources
///
/// - BM25: Robertson and Zaragoza, The Probabilistic Relevance Framework (2009).
/// - Sums of normalised scores: Fox and Shaw, Combination of Multiple Searches (TREC-2, 1994), CombSUM; with mean
///   and standard deviation: Montague and Aslam, Relevance Score Normalization for Metasearch (CIKM 2001).
/// - Why not reciprocal ranks: Cormack, Clarke and Büttcher (SIGIR 2009) forget by how much the first is better
///   than the second, which is most of what short memories tell.
/// - Recency and importance: Park et al., Generative Agents (UIST 2023), section 4.1.
@NullMarked
package io.jamey.ranking;

import org.jspecify.annotations.NullMarked;
