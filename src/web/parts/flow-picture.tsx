// A picture of who makes data available to whom: boxes in the order in which data travel, arrows shaped and coloured by verdict.
import { Graph, layout } from '@dagrejs/dagre';
import { type ReactNode, useMemo } from 'react';
import type { Verdict } from '../../core/flows/answer.ts';
import './flow-picture.css';
import { VerdictShape } from './verdict-mark.tsx';

export interface PictureBox {
  readonly id: string;
  readonly name: string;
  /** A second line: country, role. */
  readonly note: string;
  readonly kind: 'member' | 'outsider' | 'persons' | 'system';
}

export interface PictureArrow {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  /** Null where nothing is asked of it, as between a company and its system. */
  readonly verdict: Verdict | null;
  /** The whole of it in words. */
  readonly says: string;
}

interface Props {
  readonly label: string;
  readonly boxes: readonly PictureBox[];
  readonly arrows: readonly PictureArrow[];
  /** What stands in a box, as a link. */
  readonly show?: (box: PictureBox) => ReactNode;
  readonly chosen?: string | null;
  readonly onChoose?: (arrow: string) => void;
}

const BOX_WIDTH = 200;
/** Two lines of a name and one of what is said of it: names that only differ at their end must not be cut before it. */
const BOX_HEIGHT = 78;
const MARGIN = 16;

export function FlowPicture({ label, boxes, arrows, show, chosen = null, onChoose }: Props) {
  const drawn = useMemo(() => place(boxes, arrows), [boxes, arrows]);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard, also where nothing in it can be pressed.
    <figure className="flow-picture scrolls" aria-label={label} tabIndex={0}>
      <div className="flow-picture-inside" style={{ width: drawn.width, height: drawn.height }}>
        <svg className="flow-picture-lines" width={drawn.width} height={drawn.height} aria-hidden="true">
          <defs>
            <marker
              id="arrow-end"
              viewBox="0 0 8 8"
              refX="7"
              refY="4"
              markerWidth="7"
              markerHeight="7"
              orient="auto"
            >
              <path d="M0 0.5 8 4 0 7.5Z" fill="context-stroke" />
            </marker>
          </defs>
          {drawn.arrows.map(({ arrow, d }) => (
            <path
              key={arrow.id}
              d={d}
              markerEnd="url(#arrow-end)"
              className={`picture-arrow${arrow.verdict === null ? '' : ` verdict-${arrow.verdict}`}${arrow.id === chosen ? ' is-chosen' : ''}`}
            />
          ))}
        </svg>
        {drawn.boxes.map(({ box, left, top }) => (
          <div
            key={box.id}
            className={`picture-box picture-${box.kind}`}
            style={{ left, top, width: BOX_WIDTH, height: BOX_HEIGHT }}
          >
            <span className="picture-name">{show?.(box) ?? box.name}</span>
            <span className="picture-note">{box.note}</span>
          </div>
        ))}
        {drawn.arrows.map(({ arrow, middle }) =>
          arrow.verdict === null ? null : (
            <button
              key={arrow.id}
              type="button"
              className="picture-sign"
              aria-label={arrow.says}
              aria-pressed={onChoose === undefined ? undefined : arrow.id === chosen}
              title={arrow.says}
              style={{ left: middle[0], top: middle[1] }}
              onClick={() => onChoose?.(arrow.id)}
            >
              <VerdictShape verdict={arrow.verdict} />
            </button>
          ),
        )}
      </div>
    </figure>
  );
}

interface Drawn {
  readonly width: number;
  readonly height: number;
  readonly boxes: readonly { readonly box: PictureBox; readonly left: number; readonly top: number }[];
  readonly arrows: readonly {
    readonly arrow: PictureArrow;
    readonly d: string;
    readonly middle: readonly [number, number];
  }[];
}

function place(boxes: readonly PictureBox[], arrows: readonly PictureArrow[]): Drawn {
  const graph = new Graph({ multigraph: true });
  graph.setGraph({ rankdir: 'LR', nodesep: 22, ranksep: 84, edgesep: 14, marginx: MARGIN, marginy: MARGIN });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const box of boxes) graph.setNode(box.id, { width: BOX_WIDTH, height: BOX_HEIGHT });
  const known = new Set(boxes.map((box) => box.id));
  const sound = arrows.filter((arrow) => known.has(arrow.from) && known.has(arrow.to));
  for (const arrow of sound) graph.setEdge(arrow.from, arrow.to, {}, arrow.id);
  layout(graph);
  const { width = 0, height = 0 } = graph.graph() as { width?: number; height?: number };
  return {
    width: Math.max(1, finite(width)),
    height: Math.max(1, finite(height)),
    boxes: boxes.map((box) => {
      const { x, y } = graph.node(box.id) as { x: number; y: number };
      return { box, left: x - BOX_WIDTH / 2, top: y - BOX_HEIGHT / 2 };
    }),
    arrows: sound.map((arrow) => {
      const { points = [] } = graph.edge(arrow.from, arrow.to, arrow.id) as {
        points?: readonly { x: number; y: number }[];
      };
      return { arrow, d: curveThrough(points), middle: middleOf(points) };
    }),
  };
}

function finite(value: number): number {
  return Number.isFinite(value) ? value : 0;
}

/** A soft line through the points: straight at its ends, bowed between. */
function curveThrough(points: readonly { x: number; y: number }[]): string {
  const [first, ...rest] = points;
  if (first === undefined || rest.length === 0) return '';
  const last = rest.at(-1) as { x: number; y: number };
  const middle = rest.slice(0, -1);
  const bows = middle.map((point, index) => {
    const next = middle[index + 1] ?? last;
    const end = index === middle.length - 1 ? last : { x: (point.x + next.x) / 2, y: (point.y + next.y) / 2 };
    return `Q${round(point.x)} ${round(point.y)} ${round(end.x)} ${round(end.y)}`;
  });
  return `M${round(first.x)} ${round(first.y)}${bows.length === 0 ? `L${round(last.x)} ${round(last.y)}` : bows.join('')}`;
}

function middleOf(points: readonly { x: number; y: number }[]): readonly [number, number] {
  const at = points[Math.floor(points.length / 2)];
  return at === undefined ? [0, 0] : [at.x, at.y];
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
