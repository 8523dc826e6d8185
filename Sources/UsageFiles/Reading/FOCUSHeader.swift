import UsageModel

/// The columns of one file, as its first line names them.
struct FOCUSHeader {
  /// All names, as they are written.
  let names: [String]
  /// Columns of the file's own that are kept as tags, with their places.
  let tagColumns: [(name: String, place: Int)]
  private let places: [Int]

  /// Finds the columns.
  ///
  /// - Parameters:
  ///   - names: The fields of the first line.
  ///   - tags: The own columns that are wanted as tags; each must be there.
  /// - Throws: When a column is missing, or is there twice.
  init(_ names: [String], tags: [String]) throws(FileDamage) {
    self.names = names
    // Query engines return names in lower case.
    var placeOf: [String: Int] = [:]
    for (place, name) in names.enumerated() {
      if let earlier = placeOf.updateValue(place, forKey: name.lowercased()) {
        throw FileDamage(
          line: 1,
          column: place + 1,
          message: "column \(earlier + 1) is called \"\(name.excerpt)\" too"
        )
      }
    }
    places = FOCUSColumn.allCases.map { column in
      ([column.rawValue] + column.olderNames).lazy
        .compactMap { placeOf[$0.lowercased()] }.first ?? -1
    }
    let places = self.places
    let missing = FOCUSColumn.required.filter { places[$0.order] < 0 }.map(\.rawValue)
    guard missing.isEmpty else {
      let isOther = missing.count > FOCUSColumn.required.count / 2
      let list = missing.joined(separator: ", ")
      throw FileDamage(
        line: 1,
        message: isOther
          ? "this is no FOCUS cost and usage file: its first line has to name the columns, and lacks \(list)"
          : "the columns \(list) are missing; FOCUS asks for them in every version"
      )
    }
    var wanted: [(name: String, place: Int)] = []
    for name in tags {
      guard let place = placeOf[name.lowercased()] else {
        throw FileDamage(
          line: 1,
          message: "there is no column \"\(name.excerpt)\" to keep as a tag (--tag-column)"
        )
      }
      wanted.append((name, place))
    }
    tagColumns = wanted
  }

  /// Where a column is; nil where the file lacks it.
  subscript(column: FOCUSColumn) -> Int? {
    let place = places[column.order]
    return place < 0 ? nil : place
  }

  /// The version that has these columns and no later one; nil for what is older than 1.0.
  var version: FOCUSVersion? {
    let known = Set(names)
    func has(_ names: String...) -> Bool { !known.isDisjoint(with: names) }
    if has("AmortizedCost", "ChargeType", "UsageQuantity") { return nil }
    let isNew = has("ServiceProviderName")
    if has("InvoiceDetailId", "CommitmentProgramEligibilityDetails")
      || isNew && !has("ProviderName", "PublisherName")
    {
      return .v14
    }
    if isNew
      || has("HostProviderName", "AllocatedMethodId", "AllocatedResourceId", "ContractApplied")
    {
      return .v13
    }
    if has("PricingCurrency", "InvoiceId", "BillingAccountType", "SubAccountType") { return .v12 }
    if has("SkuMeter", "SkuPriceDetails", "ServiceSubcategory", "CapacityReservationId") {
      return .v11
    }
    return .v10
  }
}

extension FOCUSColumn {
  /// The place among all cases.
  var order: Int { Self.orders[self] ?? 0 }

  private static let orders = Dictionary(
    uniqueKeysWithValues: zip(allCases, allCases.indices)
  )
}
