// English texts of the field for a missing fact.
export const fact = {
  enter: 'Enter it',
  why: 'Entered where it was missed.',
  entered: (fact: string) => `${fact}: entered. The verdict is read anew.`,
  openRecord: 'Open the record',
  conflict: 'Somebody else has entered this meanwhile:',
  nothing: 'nothing',
  keepMine: 'Keep mine',
  keepTheirs: 'Keep theirs',
  approvalWanted:
    'In this group another person must approve changes. Open the record and send your change for approval there.',
  words: { hr: 'HR data', 'non-hr': 'other data' } as Readonly<Record<string, string>>,
};

export type FactText = typeof fact;
