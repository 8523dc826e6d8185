/// Amounts of rows that come one by one and add up: eight bytes each as long as they fit, none before the first.
struct GatheredAmounts: Sendable {
  /// Counts of 10⁻¹²; the smallest number of the type stands for an unknown amount.
  private var narrow: [Int64] = []
  /// In use once an amount did not fit.
  private var wide: [Int128] = []

  /// Adds an amount to a row's; rows that were passed over have none.
  mutating func add(_ amount: FixedDecimal, at row: Int) throws(ArithmeticOverflow) {
    if wide.isEmpty {
      while narrow.count <= row { narrow.append(AmountColumn.narrowUnknown) }
      let known = narrow[row]
      if let units = Int64(exactly: amount.units) {
        let (sum, overflow) = (known == AmountColumn.narrowUnknown ? 0 : known)
          .addingReportingOverflow(units)
        if !overflow, sum != AmountColumn.narrowUnknown {
          narrow[row] = sum
          return
        }
      }
      wide = narrow.map {
        $0 == AmountColumn.narrowUnknown ? AmountColumn.wideUnknown : Int128($0)
      }
      narrow = []
    }
    while wide.count <= row { wide.append(AmountColumn.wideUnknown) }
    let known =
      wide[row] == AmountColumn.wideUnknown ? FixedDecimal.zero : FixedDecimal(units: wide[row])
    wide[row] = try (known + amount).units
  }

  /// The amounts of some rows, in their order.
  func column(of rows: [UInt32]) -> AmountColumn {
    let storage: AmountColumn.Storage
    if !wide.isEmpty {
      storage = .wide(
        rows.map { Int($0) < wide.count ? wide[Int($0)] : AmountColumn.wideUnknown }
      )
    } else if !narrow.isEmpty {
      storage = .narrow(
        rows.map { Int($0) < narrow.count ? narrow[Int($0)] : AmountColumn.narrowUnknown },
        places: FixedDecimal.places
      )
    } else {
      storage = .unknown
    }
    return AmountColumn(count: rows.count, storage: storage)
  }
}
