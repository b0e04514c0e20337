import type { Browser } from '../commands/browse.ts';
import { withCounts, withListing } from './load.ts';
import { countedPlaces } from './sidebar-items.ts';
import { isListWhole, type State, wantedList, wantedOf } from './state.ts';

/** Counting begins when nobody has searched for so long. */
const IDLE_MS = 120;
/** A key that acts on the list does not wait longer than this for the whole of it: something has gone wrong then. */
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
  #asked: { wanted: string; answer: Promise<void> } | undefined;
  #idle: NodeJS.Timeout | undefined;
  #isCounting = false;
  #isOver = false;
  #hurry: () => void = () => {};

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

  /** Resolves when the whole list is there, or takes too long. */
  async whole(): Promise<void> {
    const until = performance.now() + PATIENCE_MS;
    let isHurried = false;
    const hurried = new Promise<void>((resolve) => {
      this.#hurry = () => {
        isHurried = true;
        resolve();
      };
    });
    while (!isListWhole(this.#options.newest()) && performance.now() < until && !this.#isOver && !isHurried) {
      this.look();
      const left = new Promise((resolve) => setTimeout(resolve, until - performance.now()).unref());
      await Promise.race([this.#asked?.answer, left, hurried]);
    }
  }

  /** Ends the waiting for the whole list. */
  hurry(): void {
    this.#hurry();
  }

  stop(): void {
    this.#isOver = true;
    clearTimeout(this.#idle);
  }

  #askList(state: State): void {
    const wanted = wantedList(state);
    if (this.#asked?.wanted === wanted) return;
    clearTimeout(this.#idle);
    const asked = { wanted, answer: this.#list(state, wanted) };
    this.#asked = asked;
    void asked.answer.finally(() => {
      if (this.#asked === asked) this.#asked = undefined;
    });
  }

  async #list(state: State, wanted: string): Promise<void> {
    const { browser, newest, onAnswer } = this.#options;
    // Without the other thread the answer only takes longer.
    const listing = await browser.listLater(wantedOf(state)).catch(() => browser.list(wantedOf(state)));
    if (listing && !this.#isOver && wantedList(newest()) === wanted) onAnswer(withListing(newest(), listing));
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
