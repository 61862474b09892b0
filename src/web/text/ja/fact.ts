// Japanese texts of the field for a missing fact.
import type { FactText } from '../en/fact.ts';

export const fact: FactText = {
  enter: '入力する',
  why: '不足していた箇所で入力',
  entered: (name) => `${name}を入力しました。判定を読み直します。`,
  openRecord: '記録を開く',
  conflict: 'その間にほかの人が入力しました：',
  nothing: 'なし',
  keepMine: '自分の入力にする',
  keepTheirs: '相手の入力にする',
  approvalWanted:
    'このグループでは変更にほかの人の承認が必要です。記録を開き、そこから承認を依頼してください。',
  words: { hr: '人事データ', 'non-hr': 'その他のデータ' },
};
