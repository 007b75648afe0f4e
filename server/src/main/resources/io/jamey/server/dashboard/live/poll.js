// Asks the server again and again: each second while it is looked at, seldom while the tab is hidden, and
// ever less often while it does not answer.

const EVERY = 1000;
const HIDDEN = 30_000;
const AWAY_MOST = 15_000;

/**
 * Starts, and returns what ends it.
 *
 * @param ask is given a signal to give up by, and asks once
 * @param heard is given each answer
 * @param failed is given each problem, and since when there were nothing but problems; says whether to go on
 */
export function poll(ask, heard, failed) {
  let away = 0;
  let since = null;
  let timer = null;
  let ended = false;
  let waiting = null;

  const once = async () => {
    timer = null;
    waiting = new AbortController();
    let pause = EVERY;
    try {
      const answer = await ask(waiting.signal);
      away = 0;
      since = null;
      if (!ended) {
        heard(answer);
      }
    } catch (problem) {
      if (ended || problem.name === 'AbortError') {
        return;
      }
      if (problem.status === undefined) {
        throw problem;
      }
      since ??= Date.now();
      away += 1;
      pause = Math.max(problem.retryAfter * 1000, Math.min(AWAY_MOST, EVERY * 2 ** (away - 1)));
      if (!failed(problem, since)) {
        ended = true;
      }
    }
    again(pause);
  };
  const again = (pause) => {
    if (!ended) {
      timer = setTimeout(once, document.hidden ? Math.max(HIDDEN, pause) : pause);
    }
  };
  const seen = () => {
    if (!document.hidden && timer !== null) {
      // else an answer is waited for
      clearTimeout(timer);
      once();
    }
  };
  document.addEventListener('visibilitychange', seen);
  once();
  return () => {
    ended = true;
    clearTimeout(timer);
    waiting?.abort();
    document.removeEventListener('visibilitychange', seen);
  };
}
