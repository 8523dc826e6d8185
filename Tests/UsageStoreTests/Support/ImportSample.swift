import UsageModel
import UsageStore

/// Imports for tests.
enum ImportSample {
  /// An import of one source's charges, by month.
  static func `import`(
    _ charges: [String: [ImportedCharge]],
    _ files: [FileImport.File],
    isAddition: Bool = false
  ) -> FileImport {
    let periods = charges.sorted { $0.key < $1.key }.map { month, charges in
      var gathering = ChargeGathering()
      do {
        for charge in charges { try gathering.add(charge) }
      } catch {
        preconditionFailure("\(error)")
      }
      let window = Sample.window(month)
      return ImportedPeriod(
        source: "cloud",
        period: window.start..<window.stop,
        rows: charges.count,
        charges: gathering.charges()
      )
    }
    return FileImport(periods: periods, files: files, isAddition: isAddition)
  }

  /// Charges of a month such as files have: of an hour, a day or many days, of all kinds.
  static func charges(
    of month: String,
    using generator: inout some RandomNumberGenerator
  ) -> [ImportedCharge] {
    let window = Sample.window(month)
    return (0..<Int.random(in: 1...60, using: &generator)).map { _ in
      let start = window.start
        .advanced(bySeconds: 3600 * .random(in: 0...700, using: &generator))
      let hours = [1, 24, 24 * 30].randomElement(using: &generator) ?? 1
      let isCounted = Bool.random(using: &generator)
      return ImportedCharge(
        line: ImportedCharges.Line(
          provider: "Cloud",
          account: ["a", nil].randomElement(using: &generator) ?? nil,
          appID: ["Shop", "Wallet", "(no app)"].randomElement(using: &generator) ?? "",
          service: ["Disk", "Net"].randomElement(using: &generator) ?? "",
          charge: Charge.allCases.randomElement(using: &generator) ?? .usage,
          unit: isCounted ? "Token" : nil,
          currency: ["USD", "EUR"].randomElement(using: &generator) ?? "",
          tags: ["env": ["prod", "test"].randomElement(using: &generator) ?? ""]
        ),
        span: start..<start.advanced(bySeconds: Int64(hours) * 3600),
        quality: Bool.random(using: &generator) ? .imported : .correction,
        billed: FixedDecimal(units: Int128(Int64.random(in: -99...999_999, using: &generator))),
        effective: FixedDecimal(Int.random(in: -9...99, using: &generator)),
        quantity: isCounted ? FixedDecimal(Int.random(in: 0...99, using: &generator)) : nil
      )
    }
  }
}
