import UsageModel

extension ReplyFinding {
  /// How many unknown fields of one reply are named.
  private static let mostNamed = 20

  /// The findings about fields that this version does not know.
  static func unknown(fields: [String], of provider: any Provider) -> [ReplyFinding] {
    unknown(fields.map { "`\(Quotation.shown($0))`" }, "field", of: provider)
  }

  /// The findings about products that this version does not know.
  static func unknown(products: Set<String>, of provider: any Provider) -> [ReplyFinding] {
    unknown(products.sorted().map(Quotation.shown), "product", of: provider)
  }

  private static func unknown(
    _ names: [String],
    _ kind: String,
    of provider: any Provider
  ) -> [ReplyFinding] {
    let findings = names.prefix(mostNamed).map { name in
      ReplyFinding(
        .unknown,
        "\(provider.title) sends a \(kind) this version does not know: \(name)"
      )
    }
    let rest = names.count - findings.count
    guard rest > 0 else { return findings }
    let more = "\(provider.title) sends \(rest) more that this version does not know"
    return findings + [ReplyFinding(.unknown, more)]
  }
}
