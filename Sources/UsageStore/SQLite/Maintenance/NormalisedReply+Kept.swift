import UsageModel

extension NormalisedReply {
  /// What a store keeps of a reply, in whatever order it was said.
  struct Kept: Hashable {
    /// Where a value stands: a counter tells one value of a moment in a window.
    struct Place: Hashable {
      var key: Reading.Key
      var window: BillingWindow
      var observedAt: Timestamp
    }

    var values: [Place: FixedDecimal] = [:]
    var allowances: [[String]: Allowance] = [:]
  }

  /// What a store keeps of the reply: of what comes twice the last value, and of an allowance the first.
  var asKept: Kept {
    var kept = Kept()
    for reading in readings {
      let reading = reading.withoutEmptyTexts
      let place = Kept.Place(
        key: reading.key,
        window: reading.window,
        observedAt: reading.observedAt
      )
      kept.values[place] = reading.value
    }
    for allowance in allowances where kept.allowances[[allowance.name, allowance.unit]] == nil {
      kept.allowances[[allowance.name, allowance.unit]] = allowance
    }
    return kept
  }
}
