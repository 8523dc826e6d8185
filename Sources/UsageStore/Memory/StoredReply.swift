import UsageModel

/// A reply as far as answers need it.
struct StoredReply: Sendable {
  /// What a reading says, without when.
  struct Value: Hashable {
    let key: Reading.Key
    let window: BillingWindow
    let value: FixedDecimal
  }

  private let reply: ProviderReply
  let digest: [UInt8]
  let facets: Set<Facet>
  let values: Set<Value>
  var learntAt: Timestamp
  /// What the reply tells of each window, with the values of its counters.
  private let windows: [(window: BillingWindow, values: [ObservedValue])]

  private let toldAllowances: [Allowance]

  var request: String { reply.request }
  var observedAt: Timestamp { reply.observedAt }

  init(_ kept: FetchedReply, place: (Reading.Key) -> Int) {
    reply = kept.reply
    digest = SHA256.digest(of: kept.reply.body)
    learntAt = kept.reply.learntAt
    toldAllowances = kept.normalised.allowances
    let readings = kept.normalised.readings.map(\.withoutEmptyTexts)
    facets = Set(readings.map(\.key.facet))
    values = Set(readings.map { Value(key: $0.key, window: $0.window, value: $0.value) })
    let moment = kept.reply.observedAt
    windows = Dictionary(grouping: readings, by: \.window.start).values.compactMap { readings in
      let values = readings.map { reading in
        ObservedValue(
          counter: place(reading.key),
          value: reading.value,
          recalledAt: reading.observedAt == moment ? nil : reading.observedAt
        )
      }
      return readings.map(\.window).max { $0.stop < $1.stop }.map { ($0, values.told) }
    }
  }

  /// The reply as it came, with the moment at which it was first learnt.
  var known: ProviderReply {
    var reply = reply
    reply.learntAt = learntAt
    return reply
  }

  /// What the reply tells of allowances; one that it tells twice counts as it came first.
  var allowances: AllowanceHistory.Observation {
    var seen: Set<[String]> = []
    return AllowanceHistory.Observation(
      request: request,
      observedAt: observedAt,
      learntAt: learntAt,
      digest: digest,
      allowances: toldAllowances.filter { seen.insert([$0.name, $0.unit]).inserted }
    )
  }

  /// What the reply tells, window by window.
  func observations(of request: Int) -> [Observation] {
    windows.map { window, values in
      Observation(
        request: request,
        observedAt: observedAt,
        learntAt: learntAt,
        digest: digest,
        window: window,
        values: values
      )
    }
  }

  func isSame(as other: StoredReply) -> Bool {
    request == other.request && observedAt == other.observedAt && digest == other.digest
  }

  /// The reply before to the same request.
  func predecessor(in replies: [StoredReply]) -> StoredReply? {
    replies.lazy.filter { $0.request == request && $0.observedAt <= observedAt }
      .max { left, right in
        left.observedAt == right.observedAt
          ? left.digest.lexicographicallyPrecedes(right.digest)
          : left.observedAt < right.observedAt
      }
  }
}

extension [ObservedValue] {
  /// The values without those that the reply itself replaces: of two for one counter and moment the last
  /// one counts.
  fileprivate var told: [ObservedValue] {
    var places: [ObservedValue: Int] = [:]
    return reduce(into: []) { told, value in
      var slot = value
      slot.value = .zero
      if let place = places[slot] {
        told[place] = value
      } else {
        places[slot] = told.count
        told.append(value)
      }
    }
  }
}

extension Reading {
  /// The reading with texts that are absent where they were empty.
  var withoutEmptyTexts: Reading {
    var reading = self
    for text in [\Key.appID, \.service, \.category, \.meter]
    where reading.key[keyPath: text]?.isEmpty == true {
      reading.key[keyPath: text] = nil
    }
    return reading
  }
}
