import UsageModel

/// The fields of records by their names, as CSV and JSON have them.
enum RecordLayout {
  /// The fields, in their order.
  static func fields(
    _ style: FieldText.Style,
    isAllocated: Bool
  ) -> [(name: String, field: RowField)] {
    func text(_ value: @escaping (UsageLine) -> String?) -> RowField {
      .line { FieldText.field(value($0), style) }
    }
    let fields: [(String, RowField)] = [
      ("day", .record(.day)), ("source", text(\.source)), ("provider", text(\.provider)),
      ("account", text(\.account)), ("app", text(\.app)), ("app_id", text(\.appID)),
      ("service", text(\.service)), ("category", text(\.category)), ("meter", text(\.meter)),
      ("charge", text(\.charge.rawValue)), ("quality", .record(.quality)),
      ("quantity", .record(.quantity)), ("unit", .record(.unit)),
      ("requests", .record(.requests)), ("native", .record(.native)),
      ("currency", text(\.currency)), ("billed", .record(.billed)),
      ("effective", .record(.effective)), ("tags", tags(style)),
    ]
    guard isAllocated else { return fields }
    return fields + [("target", .record(.target)), ("rule", .record(.method))]
  }

  /// All tags as a JSON object; in CSV, where there are none, nothing.
  private static func tags(_ style: FieldText.Style) -> RowField {
    .line { line in
      let object = FieldText.object(line.tags)
      guard case .csv = style else { return object }
      return line.tags.isEmpty ? [] : FieldText.csv(String(decoding: object, as: UTF8.self))
    }
  }
}
