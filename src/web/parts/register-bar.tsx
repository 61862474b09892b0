// Which register is open: an example that came with the program, or a file of the reader's own.
import { FileTrigger } from 'react-aria-components';
import type { ExampleRegisterList } from '../../api/registers.ts';
import { useWords } from '../text/use-text.ts';
import { Button } from '../ui/button.tsx';
import { Select } from '../ui/select.tsx';

export const FILE_KINDS = ['.yaml', '.yml', '.json'];
const OWN = '';

interface Props {
  readonly examples: ExampleRegisterList['registers'];
  readonly register: string | null;
  readonly ownName: string | null;
  readonly onExample: (id: string) => void;
  readonly onFile: (file: File) => void;
}

export function RegisterBar({ examples, register, ownName, onExample, onFile }: Props) {
  const { text } = useWords();
  const options = examples.map((one) => ({
    value: one.id,
    label: `${one.name} (${text.register.size(one.flows)})`,
  }));
  if (register === null) options.unshift({ value: OWN, label: ownName ?? text.register.own });
  return (
    <div className="register-bar">
      <Select
        label={text.register.choose}
        isLabelHidden
        value={register ?? OWN}
        options={options}
        onChange={(id) => id !== OWN && onExample(id)}
      />
      <FileTrigger acceptedFileTypes={FILE_KINDS} onSelect={(files) => files?.[0] && onFile(files[0])}>
        <Button>{text.register.open}</Button>
      </FileTrigger>
    </div>
  );
}
