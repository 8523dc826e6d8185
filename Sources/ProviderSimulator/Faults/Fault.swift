extension ProviderSimulator {
  /// A way for a platform to fail.
  ///
  /// ```swift
  /// await simulator.setFault(.status(503).times(2), for: "puter")
  /// ```
  public struct Fault: Hashable, Sendable {
    enum Kind: Hashable {
      case status(Int)
      case wrongKey
      case rateLimited(Wait?)
      case page(Int)
      case slow(Duration)
      case slowBody(Duration)
      case hangUp
      case cutOff
      case halfJSON
      case wrongTypes
      case missingFields
      case unknownFields
      case packed
      case bomb
      case redirect(String?)
      case clock(Int64)
      case counterGoesBack
      case disguisedError
    }

    /// How a platform says when the next request may come.
    public enum Wait: Hashable, Sendable {
      /// `Retry-After` with seconds.
      case seconds(Int64)
      /// `Retry-After` with the moment so many seconds from now.
      case date(after: Int64)
      /// `X-RateLimit-Reset` with the moment so many seconds from now, in seconds since 1970.
      case reset(after: Int64)
    }

    let kind: Kind
    /// How many requests meet the fault; nil for all.
    private(set) var count: Int?

    private init(_ kind: Kind) { self.kind = kind }

    /// The same fault for so many requests, after which the platform works again.
    public func times(_ count: Int) -> Self {
      var fault = self
      fault.count = count
      return fault
    }
  }
}

// MARK: - Refusing
extension ProviderSimulator.Fault {
  /// Answers with a status and the body that the platform sends with it.
  public static func status(_ code: Int) -> Self { Self(.status(code)) }

  /// Answers as if the credential were not known.
  public static let wrongKey: Self = Self(.wrongKey)

  /// Answers 429; nil says nothing of when to come again.
  public static func rateLimited(_ wait: Wait? = nil) -> Self { Self(.rateLimited(wait)) }

  /// Answers with a page of HTML, as a proxy in between would.
  public static func page(status: Int) -> Self { Self(.page(status)) }

  /// Answers with status 200 and a page of HTML.
  public static let notJSON: Self = page(status: 200)

  /// Points to another address; nil points to the one that was asked for.
  public static func redirect(to address: String?) -> Self { Self(.redirect(address)) }

  /// Answers with status 200 and the body that goes with an error.
  public static let disguisedError: Self = Self(.disguisedError)
}

// MARK: - Sending
extension ProviderSimulator.Fault {
  /// Waits two seconds before every answer.
  public static let slow: Self = slow(by: .seconds(2))

  /// Waits before every answer.
  public static func slow(by delay: Duration) -> Self { Self(.slow(delay)) }

  /// Sends the header at once, and the body in five pieces with a wait before each.
  public static func slowBody(by delay: Duration) -> Self { Self(.slowBody(delay)) }

  /// Closes the connection without a reply.
  public static let hangUp: Self = Self(.hangUp)

  /// Closes the connection in the middle of the body.
  public static let cutOff: Self = Self(.cutOff)

  /// Packs the body with gzip, which is no fault: clients offer to take it.
  public static let packed: Self = Self(.packed)

  /// Sends a body that is 128 times larger once it is unpacked: 256 MiB.
  public static let bomb: Self = Self(.bomb)
}

// MARK: - Saying
extension ProviderSimulator.Fault {
  /// Sends half of the body as if it were all.
  public static let halfJSON: Self = Self(.halfJSON)

  /// Sends a text in place of every number.
  public static let wrongTypes: Self = Self(.wrongTypes)

  /// Leaves out every number.
  public static let missingFields: Self = Self(.missingFields)

  /// Sends a field that no contract has.
  public static let unknownFields: Self = Self(.unknownFields)

  /// Has a clock that is so many seconds ahead, or behind where that is negative.
  public static func clock(aheadBy seconds: Int64) -> Self { Self(.clock(seconds)) }

  /// Tells what was true two days ago, or at the month's start if that is later.
  public static let counterGoesBack: Self = Self(.counterGoesBack)
}
