public import UsageModel

extension AllocationRule {
  /// A rule as it was stated, with its driver resolved.
  public init<Driver, Failure>(
    _ rule: SharingRule<Driver>,
    test: Test? = nil,
    _ resolve: (Driver, AllocationMethod?) throws(Failure) -> AllocationMethod
  ) throws(Failure) {
    let receivers: Receivers =
      if let targets = rule.targets { .only(targets) } else if let others = rule.exceptions {
        .allExcept(others)
      } else { .anyone }
    self.init(
      rule.name,
      at: Place(file: rule.file, line: rule.line),
      match: rule.match.conditions,
      test: test,
      since: rule.since,
      before: rule.before,
      step: rule.step,
      receivers: receivers,
      method: try AllocationMethod(rule.method, resolve)
    )
  }
}

extension AllocationMethod {
  /// A method as it was stated, with its driver resolved.
  public init<Driver, Failure>(
    _ method: SharingMethod<Driver>,
    _ resolve: (Driver, AllocationMethod?) throws(Failure) -> AllocationMethod
  ) throws(Failure) {
    func other(_ method: SharingMethod<Driver>?) throws(Failure) -> AllocationMethod? {
      guard let method else { return nil }
      return try AllocationMethod(method, resolve)
    }
    switch method {
    case .to(let app): self = .to(app)
    case .ownApp: self = .ownApp
    case .even(let apps): self = .even(apps)
    case .weights(let weights): self = .weights(weights)
    case .percent(let shares): self = .percent(shares)
    case .amount(let amounts, let rest): self = .amount(amounts, rest: try other(rest))
    case .driver(let driver, let otherwise): self = try resolve(driver, try other(otherwise))
    }
  }
}
