// How a paper looks as PDF: a fixed Typst program that reads the paper as data, so that no text of a reader is ever markup.

export const PAPER_FILE = '/paper.json';

export const PDF_TEMPLATE = String.raw`
#let paper = json("/paper.json")
#let ink = rgb("#1c2530")
#let faint = rgb("#58636f")
#let accent = rgb("#1f4b73")
#let alarm = rgb("#9b1c1c")
#let shade = rgb("#eef2f6")
#let hair = 0.5pt + rgb("#d3dae1")
#let is-ja = paper.language == "ja"

// A text of the reader, with the places at which its long words may break.
#let say(text) = if text.contains("\u{200b}") { text.split("\u{200b}").join(h(0pt)) } else { text }

#let line-of(it) = {
  let tone = it.at("tone", default: "plain")
  let words = say(it.text)
  if tone == "plain" { words }
  else if tone == "faint" { text(fill: faint, hyphenate: false, words) }
  else if tone == "strong" { text(weight: 700, words) }
  else { text(fill: alarm, words) }
}
#let lines-of(lines) = lines.map(line-of).join(linebreak())
#let length-of(lines) = lines.fold(0, (sum, it) => sum + 30 + it.text.len())

#set document(
  title: paper.title + " – " + paper.over, author: paper.over, description: paper.subject,
  keywords: paper.keywords, date: none,
)
// In Japanese, marks that both families have are taken from the Japanese one.
#let families = (if is-ja { (name: "Source Sans 3", covers: "latin-in-cjk") } else { "Source Sans 3" }, "Noto Sans JP")
#set text(font: families, size: 9pt, lang: paper.language, fill: ink, hyphenate: false,
  cjk-latin-spacing: if is-ja { none } else { auto })
#set par(leading: if is-ja { 0.72em } else { 0.6em }, spacing: 0.9em)
#let sheet-margin = (top: 28mm, bottom: 24mm, left: 24mm, right: 20mm)
#set page(paper: "a4", margin: sheet-margin, header-ascent: 9mm, footer-descent: 8mm)

#show heading: set text(fill: accent, weight: 700, hyphenate: false)
#show heading.where(level: 1): set text(size: 19pt)
#show heading.where(level: 2): set text(size: 13.5pt)
#show heading.where(level: 3): set text(size: 10pt)
#show heading.where(level: 1): set block(below: 7mm)
#show heading.where(level: 2): set block(above: 8mm, below: 3mm)
#show heading.where(level: 3): set block(above: 6mm, below: 2.5mm)

#let facts-of(facts, row: 1.7mm) = table(
  columns: (43mm, 1fr),
  column-gutter: 5mm,
  stroke: (top: hair, rest: none),
  inset: (x: 0pt, y: row),
  ..facts.map(it => {
    let cites = it.at("cites", default: ()).map(cite => linebreak() + say(cite)).join()
    (
      text(weight: 700, size: 0.94em, hyphenate: true, say(it.label)) + text(size: 0.78em, fill: faint, hyphenate: false, cites),
      table.cell(breakable: length-of(it.lines) > 1200, lines-of(it.lines)),
    )
  }).flatten(),
)

#let table-of(it) = {
  set text(size: 8pt, hyphenate: true)
  table(
    columns: it.columns.map(one => one.share * 1fr),
    stroke: (bottom: hair, rest: none),
    inset: (x: 1.6mm, y: 1.6mm),
    table.header(..it.columns.map(one => table.cell(fill: shade, stroke: (bottom: 0.8pt + accent, rest: none), text(weight: 700, say(one.heading))))),
    ..it.rows.map(row => row.map(lines => table.cell(breakable: length-of(lines) > 700, lines-of(lines)))).flatten(),
  )
}

#let block-of(it) = {
  if it.is == "heading" {
    heading(level: it.level, say(it.text))
    let below = it.at("below", default: "")
    if below != "" { block(above: 2mm, below: 4mm, sticky: true, text(size: 8pt, fill: faint, say(below))) }
  } else if it.is == "text" {
    block(below: 3.5mm, line-of(it))
  } else if it.is == "facts" {
    facts-of(it.facts)
  } else {
    table-of(it)
  }
}

#let sheet-of(part, blocks) = {
  if part != none {
    heading(level: 1, say(part.title))
    let intro = part.at("intro", default: "")
    if intro != "" { block(below: 5mm, text(fill: faint, say(intro))) }
  }
  for it in blocks { block-of(it) }
}

// The cover: on one page wherever that can be. Without a footer it has more room below.
#let cover-margin = (top: 28mm, bottom: 16mm, left: 24mm, right: 20mm)
#let cover-of(above, head, gap, row, size) = {
  v(above)
  text(size: 11pt, weight: 700, fill: accent, say(paper.over))
  v(gap / 4)
  {
    set text(size: head, weight: 700, fill: ink, hyphenate: false)
    set par(leading: 0.45em)
    title(say(paper.title))
  }
  v(1mm)
  text(size: 13pt, fill: faint, say(paper.subtitle))
  v(gap - 1mm)
  rect(width: 22mm, height: 1.2mm, fill: accent, stroke: none)
  v(gap + 1mm)
  set text(size: size)
  facts-of(paper.cover, row: row)
}
// From airy to dense: room above, size of the title, room around the rule and around a row, size of the letters.
#let cover-ways = (
  (30mm, 23.5pt, 8mm, 1.7mm, 9pt),
  (14mm, 21pt, 6mm, 1.4mm, 9pt),
  (0mm, 18pt, 4mm, 1.3mm, 8.5pt),
  (6mm, 18pt, 4mm, 1.2mm, 8pt),
  (0mm, 18pt, 3mm, 1mm, 8pt),
  (0mm, 18pt, 2mm, 0.8mm, 7.5pt),
)
#set page(margin: cover-margin)
#context {
  let width = page.width - cover-margin.left - cover-margin.right
  let height = page.height - cover-margin.top - cover-margin.bottom
  let way = cover-ways.find(way => measure(width: width, cover-of(..way)).height <= height)
  // What fits on no page may as well be easy to read.
  cover-of(..if way == none { cover-ways.first() } else { way })
}

// The contents.
#set page(
  margin: sheet-margin,
  header: {
    set text(size: 7.5pt, fill: faint)
    block(width: 100%, stroke: (bottom: hair), inset: (bottom: 2mm), say(paper.head.at(0)) + h(1fr) + say(paper.head.at(1)))
  },
  footer: {
    set text(size: 7.5pt, fill: faint)
    say(paper.foot)
    h(1fr)
    paper.pageWords.at(0)
    context counter(page).display()
    paper.pageWords.at(1)
    context str(counter(page).final().first())
    paper.pageWords.at(2)
  },
)
#block(below: 7mm, text(size: 19pt, weight: 700, fill: accent, paper.contentsTitle))
#show outline.entry.where(level: 1): set text(weight: 700)
#show outline.entry.where(level: 1): set block(above: 4.5mm, below: 1.8mm)
#show outline.entry.where(level: 2): set block(above: 1.8mm, below: 1.8mm)
#set outline.entry(fill: none)
// In the first round nothing is known of the headings. What then stands in their place takes as many pages, so that one round less is needed.
#context if query(heading).len() > 0 { outline(title: none, depth: 2, indent: 5mm) } else {
  for part in paper.parts {
    block(above: 4.5mm, below: 1.8mm, strong(say(part.title)))
    for it in part.blocks { if it.is == "heading" and it.level == 2 { block(above: 1.8mm, below: 1.8mm, say(it.text)) } }
  }
}

#for part in paper.parts {
  pagebreak(weak: true)
  let sheet = ()
  let isFirst = true
  for it in part.blocks {
    if it.at("onNewPage", default: false) {
      block(width: 100%, breakable: true, sheet-of(if isFirst { part }, sheet))
      pagebreak(weak: true)
      sheet = ()
      isFirst = false
    }
    sheet.push(it)
  }
  block(width: 100%, breakable: true, sheet-of(if isFirst { part }, sheet))
}
`;
