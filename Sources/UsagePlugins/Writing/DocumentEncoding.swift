public import LuaHost
public import ReportDocument
import UsageModel

/// Turns a report into the nested tables that writers in Lua receive.
///
/// Texts are as they are shown; amounts are exact decimals as text, beside the text that is shown. Where a list can
/// have gaps, a gap is `false`, since nil would end it.
public struct DocumentEncoding {
  let format: NumberFormat

  /// Prepares an encoding.
  ///
  /// - Parameter format: How numbers, amounts and days are shown.
  public init(format: NumberFormat) {
    self.format = format
  }

  /// A report as a table.
  public func table(of document: ReportDocument) -> LuaTable {
    LuaTable(fields: [
      "title": .text(document.title),
      "subtitle": optional(document.subtitle),
      "eyebrow": optional(document.eyebrow),
      "period": document.period.map { .table(table(of: $0, note: document.periodNote)) } ?? .nil,
      "generated_at": optional(document.generatedAt?.description),
      "currency": optional(document.currency),
      "summary": optional(document.summary),
      "blocks": blocks(document.blocks),
      "footer": list(document.footer.map { .text($0) }),
    ])
  }

  private func table(of period: Period, note: String?) -> LuaTable {
    LuaTable(fields: [
      "text": .text(period.description),
      "label": .text(period.label),
      "kind": .text(period.kind.rawValue),
      "start": .text(period.start.description),
      "stop": .text(period.stop.description),
      "note": optional(note),
    ])
  }

  func blocks(_ blocks: [Block]) -> LuaValue {
    var visitor = BlockEncoding(encoding: self)
    return list(blocks.map { .table(LuaTable(fields: $0.accept(&visitor))) })
  }

  func optional(_ text: String?) -> LuaValue { text.map { .text($0) } ?? .nil }

  func list(_ values: [LuaValue]) -> LuaValue { .table(LuaTable(array: values)) }

  /// An exact number; false where it is a gap in a list.
  func decimal(_ number: FixedDecimal?) -> LuaValue {
    number.map { .text($0.description) } ?? false
  }
}

/// Turns blocks into tables; each says its kind.
private struct BlockEncoding: BlockVisitor {
  let encoding: DocumentEncoding

  func visitHeading(_ heading: Heading) -> [String: LuaValue] {
    [
      "kind": "heading", "text": .text(heading.text), "level": .integer(Int64(heading.level)),
    ]
  }

  func visitParagraph(_ text: [Inline]) -> [String: LuaValue] {
    inline(text).merging(["kind": "paragraph"]) { $1 }
  }

  func visitNotice(_ notice: Notice) -> [String: LuaValue] {
    inline(notice.text).merging(["kind": "notice", "level": .text(notice.kind.rawValue)]) { $1 }
  }

  func visitList(_ list: BulletList) -> [String: LuaValue] {
    [
      "kind": "list", "ordered": .boolean(list.isOrdered),
      "items": encoding.list(
        list.items.map { item in
          var fields = inline(item.text)
          if let sublist = item.sublist { fields["list"] = .table(table(visitList(sublist))) }
          return .table(table(fields))
        }
      ),
    ]
  }

  func visitFigures(_ figures: [Figure]) -> [String: LuaValue] {
    [
      "kind": "figures",
      "figures": encoding.list(figures.map { .table(table(encoding.fields(of: $0))) }),
    ]
  }

  func visitTable(_ table: Table) -> [String: LuaValue] {
    encoding.fields(of: table).merging(["kind": "table"]) { $1 }
  }

  func visitChart(_ chart: Chart) -> [String: LuaValue] {
    encoding.fields(of: chart).merging(["kind": "chart"]) { $1 }
  }

  func visitSection(_ section: Section) -> [String: LuaValue] {
    [
      "kind": "section", "title": .text(section.title),
      "blocks": encoding.blocks(section.blocks),
    ]
  }

  func visitDetails(_ details: Details) -> [String: LuaValue] {
    [
      "kind": "details", "summary": .text(details.summary),
      "blocks": encoding.blocks(details.blocks),
    ]
  }

  func visitColumns(_ columns: [[Block]]) -> [String: LuaValue] {
    ["kind": "columns", "columns": encoding.list(columns.map { encoding.blocks($0) })]
  }

  func visitCode(_ code: CodeBlock) -> [String: LuaValue] {
    [
      "kind": "code", "text": .text(code.text), "language": encoding.optional(code.language),
    ]
  }

  func visitRule() -> [String: LuaValue] { ["kind": "rule"] }

  func visitPageBreak() -> [String: LuaValue] { ["kind": "page_break"] }

  private func table(_ fields: [String: LuaValue]) -> LuaTable { LuaTable(fields: fields) }

  /// A text as it reads, and its pieces.
  private func inline(_ pieces: [Inline]) -> [String: LuaValue] {
    ["text": .text(encoding.plainText(pieces)), "spans": encoding.spans(pieces)]
  }
}

// MARK: - Texts

extension DocumentEncoding {
  /// A text without its marks.
  func plainText(_ pieces: [Inline]) -> String {
    pieces.map { piece in
      switch piece {
      case .text(let text), .code(let text): text
      case .emphasis(let inner), .strong(let inner), .link(let inner, _): plainText(inner)
      }
    }.joined()
  }

  /// The pieces of a text, each with its kind.
  func spans(_ pieces: [Inline]) -> LuaValue {
    list(
      pieces.map { piece in
        let fields: [String: LuaValue] =
          switch piece {
          case .text(let text): ["kind": "text", "text": .text(text)]
          case .code(let text): ["kind": "code", "text": .text(text)]
          case .emphasis(let inner):
            ["kind": "emphasis", "text": .text(plainText(inner)), "spans": spans(inner)]
          case .strong(let inner):
            ["kind": "strong", "text": .text(plainText(inner)), "spans": spans(inner)]
          case .link(let inner, let target):
            [
              "kind": "link", "text": .text(plainText(inner)), "spans": spans(inner),
              "address": .text(target.address),
            ]
          }
        return .table(LuaTable(fields: fields))
      }
    )
  }
}
