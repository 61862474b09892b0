// What part of a map is seen: moved and drawn nearer by hand, wheel, two fingers and buttons.
import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';

export interface MapView {
  /** The middle, in units of the map. */
  readonly x: number;
  readonly y: number;
  readonly scale: number;
}

interface MapMotion {
  readonly view: MapView;
  /** What the picture shows, as its `viewBox`: it has the shape of its place on the screen. */
  readonly viewBox: string;
  /** How many units of the map a pixel of the screen is: what is drawn by it looks the same from near and far. */
  readonly unit: number;
  readonly zoomBy: (factor: number) => void;
  /** By shares of what is seen. */
  readonly panBy: (x: number, y: number) => void;
  /** Null: the whole. */
  readonly goTo: (view: MapView | null) => void;
  readonly isWhole: boolean;
  readonly isClosest: boolean;
}

const WIDTH = 960;
const HEIGHT = 470;
const MOST_SCALE = 14;
/** Where a wide place cuts the map it cuts the south: there is more land, and more that is seen, in the north. */
const WHOLE: MapView = { x: WIDTH / 2, y: 0, scale: 1 };
const NORTH_EDGE = 14;
const DRAG_AFTER_PX = 4;

export function useMapView(svg: RefObject<SVGSVGElement | null>): MapMotion {
  const [view, setView] = useState(WHOLE);
  const [box, setBox] = useState({ wide: WIDTH, high: HEIGHT });
  const current = useRef(view);
  current.current = view;
  useLayoutEffect(() => {
    const element = svg.current;
    if (element === null) return;
    const measure = (): void => {
      const { clientWidth: wide, clientHeight: high } = element;
      if (wide > 0 && high > 0)
        setBox((before) => (before.wide === wide && before.high === high ? before : { wide, high }));
    };
    measure();
    const sizes = new ResizeObserver(measure);
    sizes.observe(element);
    return () => sizes.disconnect();
  }, [svg]);
  const aspect = box.high / box.wide;
  const show = useCallback((next: MapView) => {
    const sound = next.scale <= 1.001 ? WHOLE : next;
    current.current = sound;
    setView(sound);
  }, []);
  const seen = within(view, aspect);
  // Moves begin where the map is seen, not where somebody wanted to move it beyond its edge.
  current.current = seen;
  const high = (WIDTH / seen.scale) * aspect;
  const zoomAt = useCallback(
    (factor: number, at?: readonly [number, number]) => {
      const { x, y, scale } = current.current;
      const next = Math.max(1, Math.min(MOST_SCALE, scale * factor));
      const [px, py] = at ?? [x, y];
      // The point under the hand stays under the hand.
      show({ x: px + ((x - px) * scale) / next, y: py + ((y - py) * scale) / next, scale: next });
    },
    [show],
  );
  useHands(svg, current, show, zoomAt);
  return {
    view: seen,
    viewBox: `${seen.x - WIDTH / seen.scale / 2} ${seen.y - high / 2} ${WIDTH / seen.scale} ${high}`,
    unit: WIDTH / seen.scale / box.wide,
    zoomBy: zoomAt,
    panBy: (x, y) => {
      const { scale } = current.current;
      show({
        x: current.current.x + (x * WIDTH) / scale,
        y: current.current.y + (y * HEIGHT) / scale,
        scale,
      });
    },
    goTo: (to) => show(to ?? WHOLE),
    isWhole: view.scale === 1,
    isClosest: view.scale >= MOST_SCALE,
  };
}

function within({ x, y, scale }: MapView, aspect: number): MapView {
  const [halfWide, halfHigh] = [WIDTH / scale / 2, (WIDTH / scale / 2) * aspect];
  const clamp = (value: number, least: number, most: number): number =>
    least > most ? (least + most) / 2 : Math.max(least, Math.min(most, value));
  return {
    x: clamp(x, halfWide, WIDTH - halfWide),
    y: clamp(y, halfHigh + NORTH_EDGE, HEIGHT - halfHigh),
    scale,
  };
}

type Point = readonly [number, number];

function useHands(
  svg: RefObject<SVGSVGElement | null>,
  current: RefObject<MapView>,
  show: (view: MapView) => void,
  zoomAt: (factor: number, at?: Point) => void,
): void {
  useEffect(() => {
    const element = svg.current;
    if (element === null) return;
    const fingers = new Map<number, Point>();
    let began: Point | null = null;
    let isDragging = false;
    let apart = 0;
    const onMap = (x: number, y: number): Point => {
      const matrix = element.getScreenCTM();
      if (matrix === null) return [0, 0];
      const at = new DOMPoint(x, y).matrixTransform(matrix.inverse());
      return [at.x, at.y];
    };
    const distance = (): number => {
      const [a, b] = [...fingers.values()];
      return a === undefined || b === undefined ? 0 : Math.hypot(a[0] - b[0], a[1] - b[1]);
    };
    const down = (event: PointerEvent): void => {
      if (event.button !== 0) return;
      fingers.set(event.pointerId, [event.clientX, event.clientY]);
      began = [event.clientX, event.clientY];
      isDragging = false;
      apart = distance();
    };
    const move = (event: PointerEvent): void => {
      const before = fingers.get(event.pointerId);
      if (before === undefined) return;
      const now: Point = [event.clientX, event.clientY];
      if (!isDragging && began !== null && Math.hypot(now[0] - began[0], now[1] - began[1]) < DRAG_AFTER_PX)
        return;
      if (!isDragging) {
        isDragging = true;
        element.setPointerCapture(event.pointerId);
        element.classList.add('is-dragged');
      }
      fingers.set(event.pointerId, now);
      if (fingers.size >= 2) {
        const [a, b] = [...fingers.values()] as [Point, Point];
        const next = distance();
        if (apart > 0 && next > 0) zoomAt(next / apart, onMap((a[0] + b[0]) / 2, (a[1] + b[1]) / 2));
        apart = next;
        return;
      }
      const [from, to] = [onMap(...before), onMap(...now)];
      const { x, y, scale } = current.current;
      show({ x: x + from[0] - to[0], y: y + from[1] - to[1], scale });
    };
    const up = (event: PointerEvent): void => {
      fingers.delete(event.pointerId);
      element.classList.remove('is-dragged');
      apart = distance();
    };
    /** What was drawn along is not chosen as well. */
    const click = (event: MouseEvent): void => {
      if (!isDragging) return;
      isDragging = false;
      event.stopPropagation();
      event.preventDefault();
    };
    /** The plain wheel moves the page; with Ctrl, and with two fingers on a pad, it draws the map nearer. */
    const wheel = (event: WheelEvent): void => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      zoomAt(Math.exp(-event.deltaY / 180), onMap(event.clientX, event.clientY));
    };
    const twice = (event: MouseEvent): void => {
      if ((event.target as Element).closest('[data-arc]') === null)
        zoomAt(1.8, onMap(event.clientX, event.clientY));
    };
    element.addEventListener('pointerdown', down);
    element.addEventListener('pointermove', move);
    element.addEventListener('pointerup', up);
    element.addEventListener('pointercancel', up);
    element.addEventListener('click', click, { capture: true });
    element.addEventListener('wheel', wheel, { passive: false });
    element.addEventListener('dblclick', twice);
    return () => {
      element.removeEventListener('pointerdown', down);
      element.removeEventListener('pointermove', move);
      element.removeEventListener('pointerup', up);
      element.removeEventListener('pointercancel', up);
      element.removeEventListener('click', click, { capture: true });
      element.removeEventListener('wheel', wheel);
      element.removeEventListener('dblclick', twice);
    };
  }, [svg, current, show, zoomAt]);
}
