// The chain by which the data arrived and where they go from here, drawn from the flows that name each other.
import { lazy, Suspense, useMemo } from 'react';
import type { RegisterView } from '../../client/register-view.ts';
import type { PictureArrow, PictureBox } from '../../parts/flow-picture.tsx';
import { useTransfersText } from '../../text/transfers-text.ts';
import { useWords } from '../../text/use-text.ts';
import { Waiting } from '../../ui/faces.tsx';
import { listOf } from './flow-columns.ts';
import type { FlowStory } from './transfers-asks.ts';

const FlowPicture = lazy(async () => ({
  default: (await import('../../parts/flow-picture.tsx')).FlowPicture,
}));

interface Props {
  readonly flow: string;
  readonly story: FlowStory;
  readonly register: RegisterView;
  readonly onOpen: (flow: string) => void;
}

export function FlowChain({ flow, story, register, onOpen }: Props) {
  const words = useWords();
  const text = useTransfersText();
  const { boxes, arrows } = useMemo(() => {
    const members = new Set(
      listOf(story.around, 'organisations')
        .filter((one) => one['member'] === true)
        .map((one) => one.id),
    );
    const boxes = new Map<string, PictureBox>();
    const arrows: PictureArrow[] = [];
    const boxOf = (end: 'from' | 'to', id: string): string => {
      const { organisation, isStaff, country } = register.flows.get(id)?.[end] ?? {
        organisation: null,
        isStaff: false,
        country: undefined,
      };
      const key = organisation === null ? 'persons' : `${isStaff ? 'staff ' : ''}${organisation.id}`;
      if (!boxes.has(key)) {
        const name = organisation?.name ?? organisation?.id ?? '';
        boxes.set(key, {
          id: key,
          name:
            organisation === null ? words.text.table.person : isStaff ? words.text.table.staff(name) : name,
          note: organisation === null ? '' : words.country(country),
          kind: organisation === null ? 'persons' : members.has(organisation.id) ? 'member' : 'outsider',
        });
      }
      return key;
    };
    for (const id of register.flows.keys()) {
      const verdict = story.verdicts[id] ?? null;
      const [from, to] = [boxOf('from', id), boxOf('to', id)];
      const says = `${id}: ${boxes.get(from)?.name} → ${boxes.get(to)?.name}${verdict === null ? '' : `, ${words.term('verdicts', verdict)}`}`;
      arrows.push({ id, from, to, verdict, says });
    }
    return { boxes: [...boxes.values()], arrows };
  }, [story, register, words]);
  if (arrows.length < 2) return null;
  return (
    <section className="why-chain" aria-label={text.why.chain}>
      <h3>{text.why.chain}</h3>
      <p className="soft small">{text.why.chainLead}</p>
      <Suspense fallback={<Waiting label={words.text.waiting} rows={3} />}>
        <FlowPicture label={text.why.chain} boxes={boxes} arrows={arrows} chosen={flow} onChoose={onOpen} />
      </Suspense>
    </section>
  );
}
