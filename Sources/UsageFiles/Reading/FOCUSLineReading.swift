import UsageModel

/// What a row's texts come to.
struct FOCUSLine {
  /// The place of the source and billing period.
  let group: Int
  /// The place of the line in it.
  let place: UInt32
  let quality: Quality
  /// Whether the quantity is that of ConsumedQuantity.
  let hasQuantity: Bool
  /// Whether PricingCurrencyEffectiveCost counts.
  let hasPricing: Bool
  /// Whether our own export wrote the row.
  let isOwn: Bool
}

/// Reads the texts of rows, and says what is wrong with them.
struct FOCUSLineReading {
  private let header: FOCUSHeader
  private let options: FOCUSReadingOptions

  init(_ header: FOCUSHeader, _ options: FOCUSReadingOptions) {
    self.header = header
    self.options = options
  }

  /// Reads the line of a row.
  func line(_ rows: CSVRows, _ gathered: inout GatheredPeriods) throws(FOCUSMistake) -> FOCUSLine {
    let category = try required(rows, .chargeCategory)
    guard ["Usage", "Purchase", "Tax", "Credit", "Adjustment"].contains(category) else {
      throw mistake(
        .chargeCategory,
        "expected Usage, Purchase, Tax, Credit or Adjustment",
        category
      )
    }
    let provider = try required(rows, .serviceProviderName)
    let account = try required(rows, .billingAccountID)
    let own = try ownCharge(rows)
    let subAccount = try text(rows, .subAccountID)
    let told = try charge(rows, category)
    var line = ImportedCharges.Line(
      provider: provider,
      account: subAccount ?? (own == nil ? account : nil),
      service: try required(rows, .serviceName),
      category: try serviceCategory(rows),
      charge: own ?? told,
      currency: try currency(rows)
    )
    // Our own export has no meter where the record has none; version 1.0 has only the description for it.
    let isTold = own == nil || header[.skuMeter] == nil
    line.meter =
      try text(rows, firstOf: isTold ? [.skuMeter, .chargeDescription] : [.skuMeter])
      ?? ReservedName.notBrokenDown
    try readTags(rows, of: &line)
    try readApp(rows, of: &line, isOwn: own != nil)
    let amounts = try readUnits(rows, of: &line, isOwn: own != nil)
    let quality = try quality(rows)
    let source = try source(rows, provider)
    let period = try span(rows, from: .billingPeriodStart, to: .billingPeriodEnd)
    let group = gathered.place(of: .init(source: source, period: period))
    return FOCUSLine(
      group: group,
      place: gathered.place(of: line, in: group),
      quality: quality,
      hasQuantity: amounts.hasQuantity,
      hasPricing: amounts.hasPricing,
      isOwn: own != nil
    )
  }

  /// Reads a period of time.
  func span(
    _ rows: CSVRows,
    from start: FOCUSColumn,
    to stop: FOCUSColumn
  ) throws(FOCUSMistake) -> Range<Timestamp> {
    let first = try moment(rows, start)
    let last = try moment(rows, stop)
    guard first < last else {
      throw mistake(
        stop,
        "expected a time after that of \(start.rawValue), which is \(first)",
        try required(rows, stop)
      )
    }
    return first..<last
  }

  private func moment(_ rows: CSVRows, _ column: FOCUSColumn) throws(FOCUSMistake) -> Timestamp {
    let text = try required(rows, column)
    if let moment = FOCUSTime.moment(text) { return moment }
    let isAmbiguous = text.contains("/")
    throw mistake(
      column,
      "expected a time in UTC such as 2025-04-01T00:00:00Z"
        + (isAmbiguous ? " (with slashes, it is not certain which number is the month)" : ""),
      text
    )
  }

  // MARK: - What it is

  private func charge(_ rows: CSVRows, _ category: String) throws(FOCUSMistake) -> Charge {
    switch category {
    case "Purchase": try text(rows, .chargeFrequency) == "Recurring" ? .fee : .topUp
    case "Tax": .tax
    case "Credit": .credit
    case "Adjustment": .adjustment
    default: .usage
    }
  }

  private func ownCharge(_ rows: CSVRows) throws(FOCUSMistake) -> Charge? {
    guard let text = try text(rows, .ownCharge) else { return nil }
    if let charge = Charge(rawValue: text) { return charge }
    let all = Charge.allCases.map(\.rawValue).joined(separator: ", ")
    throw mistake(.ownCharge, "expected one of \(all)", text)
  }

  private func quality(_ rows: CSVRows) throws(FOCUSMistake) -> Quality {
    let kind = try text(rows, .chargeClass)
    guard kind == nil || kind == "Correction" else {
      throw mistake(.chargeClass, "expected Correction or nothing", kind)
    }
    guard let text = try text(rows, .ownQuality) else {
      return kind == nil ? .imported : .correction
    }
    if let quality = Quality(rawValue: text) { return quality }
    let all = Quality.allCases.map(\.rawValue).joined(separator: ", ")
    throw mistake(.ownQuality, "expected one of \(all)", text)
  }

  private func serviceCategory(_ rows: CSVRows) throws(FOCUSMistake) -> String {
    let text = try required(rows, .serviceCategory)
    // Records of our own that tell no category say so.
    if FOCUSCategory.all.contains(text) || ReservedName.isReserved(text) { return text }
    throw mistake(
      .serviceCategory,
      "expected one of FOCUS's 19 categories, such as Compute, Storage or Other",
      text
    )
  }

  private func currency(_ rows: CSVRows) throws(FOCUSMistake) -> String {
    let text = try required(rows, .billingCurrency)
    if Money.isISOCurrency(text) { return text }
    throw mistake(.billingCurrency, "expected an ISO 4217 code such as USD", text)
  }

  private func source(_ rows: CSVRows, _ provider: String) throws(FOCUSMistake) -> String {
    if let source = options.source { return source }
    if let own = try text(rows, .ownSource) { return own }
    return provider.lowercased().split { $0.isWhitespace || $0 == "*" }.joined(separator: "-")
  }

  // MARK: - Tags and app

  private func readTags(_ rows: CSVRows, of line: inout ImportedCharges.Line) throws(FOCUSMistake) {
    line.tags = try tags(rows, .tags)
    line.tags.merge(try tags(rows, .allocatedTags)) { $1 }
    for (name, place) in header.tagColumns {
      if let value = try text(rows, at: place) { line.tags[name] = value }
    }
  }

  private func tags(_ rows: CSVRows, _ column: FOCUSColumn) throws(FOCUSMistake) -> [String: String]
  {
    guard let place = header[column], !rows.isNull(place) else { return [:] }
    guard rows.raw(place).count <= Self.longestTags, let tags = TagText.tags(in: rows.bytes(place))
    else {
      throw FOCUSMistake(
        place: place,
        rule: "expected JSON with different keys and plain values, such as {\"team\": \"web\"}",
        found: String(decoding: rows.bytes(place), as: UTF8.self)
      )
    }
    return tags
  }

  private func readApp(
    _ rows: CSVRows,
    of line: inout ImportedCharges.Line,
    isOwn: Bool
  ) throws(FOCUSMistake) {
    // A split goes to its target, whatever the row that it was split from belongs to.
    if let target = try text(rows, firstOf: [.allocatedResourceName, .allocatedResourceID]) {
      line.appID = try tags(rows, .allocatedTags)[options.appTag] ?? target
      return
    }
    let own = try text(rows, .ownApp)
    if isOwn {
      line.appID = own ?? ReservedName.notBrokenDown
      let name = try text(rows, .resourceName)
      line.appName = name == line.appID ? nil : name
      return
    }
    let tagged = line.tags[options.appTag].flatMap { $0.isEmpty ? nil : $0 }
    let resource = try text(rows, firstOf: [.resourceName, .resourceID])
    line.appID = own ?? tagged ?? resource ?? ReservedName.noApp
  }

  // MARK: - Units

  private func readUnits(
    _ rows: CSVRows,
    of line: inout ImportedCharges.Line,
    isOwn: Bool
  ) throws(FOCUSMistake) -> (hasQuantity: Bool, hasPricing: Bool) {
    let unit = try text(rows, .consumedUnit)
    let hasQuantity = header[.consumedQuantity].map { !rows.isNull($0) } ?? false
    guard hasQuantity == (unit != nil) else {
      throw hasQuantity
        ? mistake(
          .consumedQuantity,
          "expected nothing, since ConsumedUnit is empty too",
          "a quantity"
        )
        : mistake(.consumedUnit, "expected nothing, since ConsumedQuantity is empty too", unit)
    }
    let hasPricing = header[.pricingCurrencyEffectiveCost].map { !rows.isNull($0) } ?? false
    let pricing = try text(rows, .pricingCurrency)
    if isOwn {
      line.unit = unit
      line.nativeCurrency = hasPricing && pricing != line.currency ? pricing : nil
      return (hasQuantity, line.nativeCurrency != nil)
    }
    if hasPricing, let pricing, !Money.isISOCurrency(pricing) {
      line.unit = pricing
      return (false, true)
    }
    line.unit = unit
    return (hasQuantity, false)
  }

  // MARK: - Texts

  /// The longest texts and tags that are kept.
  private static let (longestText, longestTags) = (4096, 65_536)

  private func required(_ rows: CSVRows, _ column: FOCUSColumn) throws(FOCUSMistake) -> String {
    if let text = try text(rows, column) { return text }
    throw mistake(column, "expected a value: FOCUS has no null here", nil)
  }

  private func text(_ rows: CSVRows, _ column: FOCUSColumn) throws(FOCUSMistake) -> String? {
    guard let place = header[column] else { return nil }
    return try text(rows, at: place)
  }

  private func text(
    _ rows: CSVRows,
    firstOf columns: [FOCUSColumn]
  ) throws(FOCUSMistake) -> String? {
    for column in columns {
      if let text = try text(rows, column) { return text }
    }
    return nil
  }

  private func text(_ rows: CSVRows, at place: Int) throws(FOCUSMistake) -> String? {
    guard !rows.isNull(place) else { return nil }
    let bytes = rows.bytes(place)
    let text = String(decoding: bytes, as: UTF8.self)
    guard bytes.count <= Self.longestText else {
      throw FOCUSMistake(
        place: place,
        rule: "expected at most \(Self.longestText) bytes",
        found: text
      )
    }
    guard String(validating: bytes, as: UTF8.self) != nil else {
      throw FOCUSMistake(place: place, rule: "expected UTF-8", found: text)
    }
    guard !bytes.contains(0) else {
      throw FOCUSMistake(place: place, rule: "expected a text without NUL bytes", found: text)
    }
    return text
  }

  private func mistake(_ column: FOCUSColumn, _ rule: String, _ found: String?) -> FOCUSMistake {
    FOCUSMistake(place: header[column], rule: rule, found: found)
  }
}
