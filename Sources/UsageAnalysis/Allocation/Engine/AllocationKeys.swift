import UsageModel

/// What cells have in common apart from the day and the rule: source, charge and the kept dimensions.
struct AllocationKey: Sendable {
  /// The values; dimensions that are not kept are not broken down.
  let line: UsageLine
  /// The quality, where that is kept.
  let quality: Quality?

  /// The value of a dimension that no day tells.
  func text(of dimension: UsageDimension) -> String {
    dimension == .quality
      ? quality?.rawValue ?? ReservedName.notBrokenDown
      : line[dimension] ?? ReservedName.notBrokenDown
  }
}

/// The keys of a table's records, in the order of their texts.
struct AllocationKeys {
  /// The keys.
  let keys: [AllocationKey]
  /// The key of each variant: of a line, and of a quality where qualities are told apart.
  let keyOf: [UInt32]
  /// How many variants a line has.
  let qualities: Int

  /// What decides a key.
  private struct Identity: Hashable, Comparable {
    let source: String
    let texts: [String]
    let charge: String
    let quality: UInt8

    static func < (left: Self, right: Self) -> Bool {
      if left.source != right.source { return left.source < right.source }
      if left.texts != right.texts { return left.texts.lexicographicallyPrecedes(right.texts) }
      return (left.charge, left.quality) < (right.charge, right.quality)
    }
  }

  /// Finds the keys.
  ///
  /// - Parameters:
  ///   - table: The usage.
  ///   - dimensions: What keys tell apart besides source and charge.
  ///   - needsQualities: Whether a rule looks at qualities, though no key tells them.
  init(_ table: UsageTable, keeping dimensions: Set<UsageDimension>, needsQualities: Bool) {
    let kept = dimensions.filter {
      !$0.isOfDay && ![.target, .source, .charge, .quality].contains($0)
    }
    .sorted { $0.name < $1.name }
    let hasQuality = dimensions.contains(.quality)
    qualities = hasQuality || needsQualities ? Quality.allCases.count : 1
    var firstOf: [Identity: Int] = [:]
    var identities: [Identity] = []
    for line in table.lines {
      let texts = kept.map { line[$0] ?? ReservedName.notBrokenDown }
      for quality in 0..<qualities {
        let identity = Identity(
          source: line.source,
          texts: texts,
          charge: line.charge.rawValue,
          quality: hasQuality ? UInt8(quality) : 0
        )
        if firstOf[identity] == nil { firstOf[identity] = identities.count / qualities }
        identities.append(identity)
      }
    }
    let ordered = firstOf.keys.sorted()
    let numberOf = Dictionary(uniqueKeysWithValues: zip(ordered, UInt32(0)...))
    keyOf = identities.map { numberOf[$0] ?? 0 }
    let accounts = SourceAccounts(table)
    keys = ordered.map { identity in
      AllocationKey(
        line: accounts.line(of: table.lines[firstOf[identity] ?? 0], keeping: Set(kept)),
        quality: hasQuality ? Quality.allCases[Int(identity.quality)] : nil
      )
    }
  }
}

/// The platform and the account of each source, where it has one.
private struct SourceAccounts {
  private var providers: [String: Set<String>] = [:]
  private var accounts: [String: Set<String?>] = [:]

  init(_ table: UsageTable) {
    for line in table.lines {
      providers[line.source, default: []].insert(line.provider)
      accounts[line.source, default: []].insert(line.account)
    }
  }

  /// A line without what is not kept.
  func line(of line: UsageLine, keeping dimensions: Set<UsageDimension>) -> UsageLine {
    func kept(_ dimension: UsageDimension) -> String {
      dimensions.contains(dimension)
        ? line[dimension] ?? ReservedName.notBrokenDown : ReservedName.notBrokenDown
    }
    let hasProvider = dimensions.contains(.provider) || providers[line.source]?.count == 1
    let hasAccount = dimensions.contains(.account) || accounts[line.source]?.count == 1
    return UsageLine(
      UsageRecord(
        day: Day(daysSince1970: 0),
        source: line.source,
        provider: hasProvider ? line.provider : ReservedName.notBrokenDown,
        account: hasAccount ? line.account : nil,
        app: kept(.app),
        appID: kept(.appID),
        service: kept(.service),
        category: kept(.category),
        meter: kept(.meter),
        charge: line.charge,
        unit: dimensions.contains(.unit) ? line.unit : nil,
        tags: line.tags.filter { dimensions.contains(.tag($0.key)) }
      )
    )
  }
}
