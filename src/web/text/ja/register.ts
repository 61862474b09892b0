// 日本語：台帳の概要の文言（件数と不足）。
import type { RegisterText } from '../en/register.ts';

const n = (count: number): string => count.toLocaleString('ja');

export const register: RegisterText = {
  lead: (share, missing) => `法令が求める項目の${share}を記入済み、未記入は${n(missing)}項目です。`,
  whole: '台帳の記入状況',
  counts: '台帳の件数',
  atLeast: (count) => `${count}件超`,
  filters: '絞り込み',
  company: '会社',
  everyCompany: 'すべての会社',
  law: '法令',
  everyLaw: 'すべての法令',
  capacity: '立場',
  capacities: { any: 'すべて', controller: '管理者', processor: '処理者' },
  map: {
    title: '会社別の記入状況',
    lead: '各欄の数字は未記入の項目数です。欄を選ぶと内訳を、法令を選ぶと条項ごとの状況を表示します。',
    caption: '会社・条文別の未記入項目数',
    companyHead: '会社',
    wholeHead: '記入率',
    all: '全社',
    cell: (company, article, missing, asked) =>
      `${company}、${article}：${asked}項目中${missing}項目が未記入`,
    full: '記入済み',
    nothing: '対象外',
    article: (law, article) => `${law} ${/^\d+(\(|$)/.test(article) ? `第${article}` : article}`,
    key: '凡例',
    keys: {
      full: '記入済み',
      most: '未記入が4分の1以下',
      some: '未記入が4分の1超',
      none: 'すべて未記入',
      nothing: '対象外',
    },
  },
  missing: {
    title: '未記入の項目',
    lead: '該当する記録が多い順',
    none: '法令が求める項目で未記入のものはありません。',
    records: (count) => `記録${n(count)}件`,
    or: (fields) => `または${fields}`,
    enter: '記入する',
    more: (count) => `他${n(count)}件`,
    of: (company, article) => `${company}：${article}`,
    nobody: '担当する会社が未登録',
  },
  empty: {
    lead: '台帳がまだ空のため、求められる項目はありません。会社と個人データの取扱いを登録するか、ファイルを取り込んでください。',
    start: 'はじめに',
    file: 'ファイルを取り込む',
  },
  advised: (given, asked) => `推奨される項目は${asked}項目中${given}項目を記入済みです。`,
};
