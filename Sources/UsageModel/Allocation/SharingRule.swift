/// A rule of cost allocation as the configuration or a script states it.
///
/// What it divides in proportion to is only named: the configuration can name usage and metrics, a script more.
public struct SharingRule<Driver> {
  /// What the user calls it.
  public var name: String
  /// The file that it is written in, as messages show it.
  public var file: String
  /// The line in the file, from 1.
  public var line: Int
  /// The usage that it takes; conditions on `target` say whose share a later step divides again.
  public var match: UsageFilter
  /// The first day that it is for.
  public var since: Day?
  /// The first day that it is not for any more.
  public var before: Day?
  /// The step that it belongs to, from 1.
  public var step: Int
  /// The only ones that may receive, where the rule names them.
  public var targets: [String]?
  /// Those that may not receive.
  public var exceptions: [String]?
  /// How it divides.
  public var method: SharingMethod<Driver>

  /// Creates a rule.
  public init(
    _ name: String,
    file: String,
    line: Int,
    match: UsageFilter = UsageFilter(),
    since: Day? = nil,
    before: Day? = nil,
    step: Int = 1,
    targets: [String]? = nil,
    except exceptions: [String]? = nil,
    method: SharingMethod<Driver>
  ) {
    self.name = name
    self.file = file
    self.line = line
    self.match = match
    self.since = since
    self.before = before
    self.step = step
    self.targets = targets
    self.exceptions = exceptions
    self.method = method
  }

  /// The same rule with its drivers named in another way.
  public func map<Other>(_ transform: (Driver) -> Other) -> SharingRule<Other> {
    SharingRule<Other>(
      name,
      file: file,
      line: line,
      match: match,
      since: since,
      before: before,
      step: step,
      targets: targets,
      except: exceptions,
      method: method.map(transform)
    )
  }
}

/// How a rule divides what it takes.
public indirect enum SharingMethod<Driver> {
  /// All to one app.
  case to(String)
  /// To the record's own app.
  case ownApp
  /// Equal shares, of those that are named or of all that there are.
  case even([String]?)
  /// Shares in proportion to weights.
  case weights([String: FixedDecimal])
  /// Shares in percent.
  case percent([String: FixedDecimal])
  /// Fixed amounts a billing window; what is left goes by a second method.
  case amount([String: Money], rest: SharingMethod?)
  /// In proportion to a driver; by a second method where that is zero or missing.
  case driver(Driver, otherwise: SharingMethod?)

  /// The same method with its drivers named in another way.
  public func map<Other>(_ transform: (Driver) -> Other) -> SharingMethod<Other> {
    switch self {
    case .to(let app): .to(app)
    case .ownApp: .ownApp
    case .even(let apps): .even(apps)
    case .weights(let weights): .weights(weights)
    case .percent(let shares): .percent(shares)
    case .amount(let amounts, let rest): .amount(amounts, rest: rest?.map(transform))
    case .driver(let driver, let otherwise):
      .driver(transform(driver), otherwise: otherwise?.map(transform))
    }
  }
}

/// What costs can be divided in proportion to, as the configuration names it.
public enum SharingDriver: Hashable, Sendable, Codable {
  /// What usage tells of each app on each day.
  case usage(Measure, UsageFilter)
  /// The user's own numbers, by app and day.
  case metric(String)
  /// What a method of the user's says of each cell, by the method's name.
  case method(String)
}

extension SharingMethod: Equatable where Driver: Equatable {}
extension SharingMethod: Hashable where Driver: Hashable {}
extension SharingMethod: Sendable where Driver: Sendable {}
extension SharingMethod: Encodable where Driver: Encodable {}
extension SharingMethod: Decodable where Driver: Decodable {}
extension SharingRule: Equatable where Driver: Equatable {}
extension SharingRule: Hashable where Driver: Hashable {}
extension SharingRule: Sendable where Driver: Sendable {}
extension SharingRule: Encodable where Driver: Encodable {}
extension SharingRule: Decodable where Driver: Decodable {}
