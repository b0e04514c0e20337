import type { Browser, Listing } from '../commands/browse.ts';
import { withCounts, withListing, withNewest } from './load.ts';
import { countedPlaces } from './sidebar-items.ts';
import { isListWhole, type State, wantedList, wantedOf } from './state.ts';

/** Counting begins when nobody has searched for so long. */
const IDLE_MS = 120;
/** The first rows are shown when the whole list takes longer than this: it would only flicker otherwise. */
const FIRST_ROWS_MS = 40;
/** A key that acts on the list does not wait longer than this for it: something has gone wrong then. */
const PATIENCE_MS = 15_000;

interface Options {
  browser: Browser;
  newest: () => State;
  /** A state with an answer in it. */
  onAnswer: (state: State) => void;
}

/** Asks in the background for what a large library cannot say at once, and brings the answers into the newest state. */
export class Later {
  readonly #options: Options;
  /** The list that is being looked for. */
  #asked: { wanted: string } | undefined;
  #idle: NodeJS.Timeout | undefined;
  #isCounting = false;
  #isOver = false;
  #isHurried = false;
  /** Ends a pause of `enough`. */
  #wake: () => void = () => {};

  constructor(options: Options) {
    this.#options = options;
  }

  /** Asks for what the newest state lacks, unless that has been asked for. */
  look(): void {
    const { newest } = this.#options;
    const state = newest();
    if (!isListWhole(state)) this.#askList(state);
    else if (state.placeCounts.version !== state.version && !this.#isCounting) {
      clearTimeout(this.#idle);
      this.#idle = setTimeout(() => void this.#count(), IDLE_MS);
    }
  }

  /** Resolves when there is enough of the list, or it takes too long. */
  async enough(isEnough = () => isListWhole(this.#options.newest())): Promise<void> {
    const until = performance.now() + PATIENCE_MS;
    this.#isHurried = false;
    while (!isEnough() && performance.now() < until && !this.#isOver && !this.#isHurried) {
      this.look();
      let left: NodeJS.Timeout | undefined;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
        left = setTimeout(resolve, until - performance.now()).unref();
      });
      clearTimeout(left);
    }
  }

  /** Ends the waiting for the list. */
  hurry(): void {
    this.#isHurried = true;
    this.#wake();
  }

  stop(): void {
    this.#isOver = true;
    clearTimeout(this.#idle);
    this.#wake();
  }

  #askList(state: State): void {
    const wanted = wantedList(state);
    if (this.#asked?.wanted === wanted) return;
    clearTimeout(this.#idle);
    const asked = { wanted };
    this.#asked = asked;
    void this.#list(state, wanted).finally(() => {
      if (this.#asked === asked) this.#asked = undefined;
      this.#wake();
    });
  }

  async #list(state: State, wanted: string): Promise<void> {
    const { browser } = this.#options;
    let first: NodeJS.Timeout | undefined;
    const showFirst = (rows: Listing) => {
      first = setTimeout(() => this.#answer(wanted, (now) => withNewest(now, rows)), FIRST_ROWS_MS);
    };
    const lacksRows = state.found.wanted !== wanted;
    // Without the other thread the answer only takes longer.
    const listing = await browser
      .listLater(wantedOf(state), lacksRows ? showFirst : undefined)
      .catch(() => browser.list(wantedOf(state)));
    clearTimeout(first);
    if (listing) this.#answer(wanted, (now) => withListing(now, listing));
  }

  #answer(wanted: string, into: (state: State) => State): void {
    const { newest, onAnswer } = this.#options;
    if (this.#isOver || wantedList(newest()) !== wanted) return;
    onAnswer(into(newest()));
    this.#wake();
  }

  async #count(): Promise<void> {
    const { browser, newest, onAnswer } = this.#options;
    const { version, codebook, searches } = newest();
    const places = countedPlaces({ codebook, searches });
    this.#isCounting = true;
    const counts = await browser.countLater(places).catch(() => places.map(() => 0));
    this.#isCounting = false;
    if (this.#isOver) return;
    if (counts && newest().version === version) onAnswer(withCounts(newest(), places, counts, version));
    else this.look();
  }
}
