import UsageModel

/// What imports tell of one source on some days, as columns: a row for each line, day and quality of an import.
struct ImportedRows {
  /// One row without its amounts.
  struct Row {
    /// The place of its line.
    let line: Int
    let day: Day
    let quality: Quality
    /// The place of what prices it among ``quotes``.
    let quote: Int
    let learntAt: Timestamp
  }

  /// The amounts of a row.
  struct Amounts {
    var native = FixedDecimal.zero
    /// What was billed in the same currency, where nothing prices it.
    var billedNative: FixedDecimal?
    var billed: FixedDecimal? = .zero
    var effective: FixedDecimal? = .zero
    var quantity: FixedDecimal?
    var requests: FixedDecimal?
  }

  /// The lines with what the configuration adds to them.
  let lines: [UsageLine]
  /// By day, then by import, line and quality.
  let rows: [Row]
  let amounts: [Amounts]
  /// Where money comes from; nil for what nothing prices.
  let quotes: [Pricing?]

  /// The records.
  var records: [UsageRecord] {
    zip(rows, amounts).map { row, amounts in
      let line = lines[row.line]
      return UsageRecord(
        day: row.day,
        source: line.source,
        provider: line.provider,
        account: line.account,
        app: line.app,
        appID: line.appID,
        service: line.service,
        category: line.category,
        meter: line.meter,
        charge: line.charge,
        quality: row.quality,
        quantity: amounts.quantity,
        unit: line.unit,
        requests: amounts.requests,
        native: line.currency.map { Money(amounts.native, $0) },
        billedNative: amounts.billedNative,
        billed: amounts.billed,
        effective: amounts.effective,
        pricing: quotes[row.quote],
        tags: line.tags,
        learntAt: row.learntAt
      )
    }
  }
}
