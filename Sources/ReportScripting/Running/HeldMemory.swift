import LuaHost

/// The state whose limit counts what the host holds for a script.
final class MemoryAccount {
  weak var state: LuaState?
  private var hasEnded = false

  /// Counts bytes; throws the limit's error where there is no room for them.
  fileprivate func charge(_ bytes: Int) throws(LuaError) {
    try state?.chargeMemory(bytes)
  }

  /// Gives bytes back, as long as that matters.
  fileprivate func giveBack(_ bytes: Int) {
    guard !hasEnded, let state else { return }
    do {
      try state.chargeMemory(-bytes)
    } catch {
      // A limit was reached before: making its error again for everything that goes takes long.
      hasEnded = true
    }
  }
}

/// Memory of the host that counts against a script's limit for as long as anything holds this.
final class HeldMemory {
  private let account: MemoryAccount
  /// What is held as long as this is: a part of a frame keeps the frame's columns.
  ///
  /// Always the first of a chain, so that a part of a part of a part holds nothing in between.
  private let owner: HeldMemory?
  private var bytes = 0

  /// Counts bytes; throws the limit's error where there is no room for them.
  init(_ bytes: Int, owner: HeldMemory? = nil, in context: ScriptContext) throws(LuaError) {
    account = context.account
    self.owner = owner.map { $0.owner ?? $0 }
    try grow(by: bytes)
  }

  deinit {
    account.giveBack(bytes)
  }

  /// Takes over what another one counts.
  func take(_ other: HeldMemory) {
    bytes += other.bytes
    other.bytes = 0
  }

  /// How many bytes are counted.
  var count: Int { bytes }

  /// Counts more bytes, or gives some back.
  func grow(by more: Int) throws(LuaError) {
    try account.charge(more)
    bytes += more
  }
}

/// About how many bytes the host's values take.
enum MemorySize {
  /// A value, as it is passed and kept.
  static let value = 64
  /// A cell of a table, without its text.
  static let cell = 64
  /// An array, without its elements.
  static let array = 32
  /// A slot of a series.
  static let point = 48
  /// A group of a frame, without its keys and records.
  static let group = 400
  /// A record as the store gives it.
  static let record = 420
  /// What was seen of an allowance at one moment.
  static let allowance = 256
  /// The place of a record in a frame.
  static let place = 8

  /// A text, without the value that has it.
  static func text(_ text: String) -> Int {
    let count = text.utf8.count
    return count > 15 ? count + 32 : 0
  }
}

extension ScriptContext {
  /// Counts work that grows with what a script gives or asks, before it is done.
  ///
  /// A step is what takes some tens of nanoseconds.
  func work(_ steps: Int) throws(LuaError) {
    try state?.chargeWork(steps)
  }

  /// Looks at the clock: for work that takes long, and nobody knows how long.
  func look() throws(LuaError) {
    try work(1 << 16)
  }

  /// Counts bytes for as long as the result is kept.
  func hold(_ bytes: Int, owner: HeldMemory? = nil) throws(LuaError) -> HeldMemory {
    try HeldMemory(bytes, owner: owner, in: self)
  }
}
