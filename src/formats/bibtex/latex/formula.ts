/** Commands of mathematics that set something and can do nothing else. Symbols stand in the tables of LaTeX. */
const COMMANDS = new Set(
  (
    'frac dfrac tfrac cfrac binom over choose sqrt root text textrm textit textbf textsf textsc mbox mathrm mathbf mathit mathsf mathtt mathcal mathbb mathfrak mathscr ' +
    'mathnormal boldsymbol bm pmb operatorname rm bf it cal displaystyle textstyle scriptstyle limits nolimits left right middle big Big bigg Bigg bigl bigr Bigl Bigr ' +
    'acute grave hat widehat tilde widetilde bar overline underline breve check dot ddot vec mathring overbrace underbrace overrightarrow stackrel overset underset ' +
    'prime backslash sharp flat natural ast star bullet oplus ominus otimes oslash odot wedge vee land lor lnot neg setminus emptyset varnothing top bot perp parallel ' +
    'mid nmid vert Vert lvert rvert lVert rVert lbrace rbrace lbrack rbrack lfloor rfloor lceil rceil ll gg leqslant geqslant lesssim gtrsim equiv simeq cong propto ' +
    'approxeq doteq prec succ preceq succeq supset subseteq supseteq sqsubset sqsupset notin ni owns models vdash dashv mp div nabla hbar Re Im aleph imath jmath wp ' +
    'angle triangle square diamond coprod prod oint iint bigcup bigcap bigvee bigwedge bigoplus bigotimes lim limsup liminf sup inf max min arg argmax argmin log ln lg ' +
    'exp sin cos tan cot sec csc arcsin arccos arctan sinh cosh tanh det dim ker gcd deg hom Pr mod bmod pmod gets mapsto longmapsto iff implies uparrow downarrow ' +
    'updownarrow Rightarrow Leftarrow Leftrightarrow Uparrow Downarrow longrightarrow longleftarrow Longrightarrow hookrightarrow rightharpoonup nearrow searrow vdots ' +
    'ddots dotsc dotsb quad qquad thinspace negthinspace space'
  ).split(' '),
); // biome-ignore format: words

/**
 * Whether a formula `$…$` sets mathematics and nothing else: known commands, braces that match, none of the characters that
 * mean something to TeX outside mathematics. What came from a database must not run commands in somebody's paper.
 */
export function isHarmlessFormula(formula: string, symbols: ReadonlyMap<string, string>): boolean {
  if (/\^\^|(?<!\\)[%#&~]/.test(formula)) return false;
  for (const [, word] of formula.matchAll(/\\([A-Za-z@]+)/g))
    if (word !== undefined && !COMMANDS.has(word) && !symbols.has(word)) return false;
  let depth = 0;
  for (const [mark] of formula.matchAll(/\\[^A-Za-z]|[{}]/g)) {
    if (mark === '{' || mark === '\\{') depth += 1;
    else if (mark === '}' || mark === '\\}') depth -= 1;
    if (depth < 0) return false;
  }
  return depth === 0;
}
