// The heat map of completeness: what is asked of each company, gathered by article or, over all laws, by group of articles.
import type { CompletenessOnWire } from '../../../api/completeness.ts';

export type Cell = NonNullable<CompletenessOnWire['cells']>[number];
export type Capacity = 'controller' | 'processor';

export interface HeatColumn {
  /** As it stands in the address: `eu-gdpr 30(1)`. */
  readonly id: string;
  readonly law: string;
  readonly article: string;
}

export interface HeatCount {
  readonly asked: number;
  readonly given: number;
}

export interface HeatRow {
  readonly organisation: string;
  readonly whole: HeatCount;
  readonly cells: ReadonlyMap<string, HeatCount>;
}

export interface HeatMap {
  readonly columns: readonly HeatColumn[];
  readonly rows: readonly HeatRow[];
  readonly totals: ReadonlyMap<string, HeatCount>;
}

export interface HeatWish {
  readonly law: string | undefined;
  readonly as: Capacity | undefined;
  readonly organisation: string | undefined;
}

/** What the laws demand and nothing that is only advised; the least complete company first. */
export function gatherHeat(cells: readonly Cell[], { law, as, organisation }: HeatWish): HeatMap {
  const columns = new Map<string, HeatColumn>();
  const rows = new Map<string, { whole: Count; cells: Map<string, Count> }>();
  const totals = new Map<string, Count>();
  for (const cell of cells) {
    if (cell.strength !== 'must' || cell.organisation === null) continue;
    if (law !== undefined && cell.law !== law) continue;
    if (as !== undefined && cell.as !== as) continue;
    if (organisation !== undefined && cell.organisation !== organisation) continue;
    const article = articleOf(cell.cite, law !== undefined);
    const id = `${cell.law} ${article}`;
    columns.set(id, { id, law: cell.law, article });
    const row = rows.get(cell.organisation) ?? { whole: new Count(), cells: new Map() };
    rows.set(cell.organisation, row);
    for (const count of [row.whole, countAt(row.cells, id), countAt(totals, id)]) count.add(cell);
  }
  const share = ({ asked, given }: HeatCount): number => (asked === 0 ? 1 : given / asked);
  return {
    columns: [...columns.values()].sort(
      (a, b) => rankOf(a.law) - rankOf(b.law) || byArticle.compare(a.article, b.article),
    ),
    rows: [...rows]
      .map(([id, row]) => ({ organisation: id, ...row }))
      .sort((a, b) => share(a.whole) - share(b.whole) || b.whole.asked - a.whole.asked),
    totals,
  };
}

class Count implements HeatCount {
  asked = 0;
  given = 0;
  add(other: HeatCount): void {
    this.asked += other.asked;
    this.given += other.given;
  }
}

function countAt(map: Map<string, Count>, id: string): Count {
  const found = map.get(id) ?? new Count();
  map.set(id, found);
  return found;
}

const LAWS = ['eu-gdpr', 'uk-gdpr', 'ch-fadp', 'jp-appi', 'jp-my-number'];
const byArticle = new Intl.Collator('en', { numeric: true });

function rankOf(law: string): number {
  const at = LAWS.indexOf(law);
  return at === -1 ? LAWS.length : at;
}

/** `GDPR Art. 30(1)(d)` is `30(1)(d)`, or `30(1)` where letters are put together; what has no article keeps its place in its paper. */
export function articleOf(cite: string, isWhole: boolean): string {
  const article = /Art\. (\d+\w*)((?:\([^)]*\))*)/.exec(cite);
  if (article !== null) {
    const [, number = '', parts = ''] = article;
    return isWhole ? `${number}${parts}` : `${number}${/^\([^)]*\)/.exec(parts)?.[0] ?? ''}`;
  }
  const annex = /Annex \d+(?:, \w+(?:\([^)]*\))?)?/.exec(cite)?.[0];
  if (annex !== undefined) return isWhole ? annex : (annex.split(',')[0] ?? annex);
  return /\d+-\d+(?:\([^)]*\))*$/.exec(cite)?.[0] ?? cite;
}
