/// What a script may use up; reaching a limit ends it with an error that it cannot catch.
public struct LuaLimits: Sendable, Hashable, Codable {
  /// Processor time, of the script and of the host functions it calls that are not `async`.
  public var cpuTime: Duration
  /// Time on the wall.
  public var wallTime: Duration
  /// Bytes of memory, with what the host charges for its own data.
  public var memory: Int
  /// Bytes of printed lines and of what the host charges for the document.
  public var output: Int
  /// Bytes of one source file.
  public var sourceBytes: Int

  /// Makes limits; each has a default.
  public init(
    cpuTime: Duration = .seconds(10),
    wallTime: Duration = .seconds(60),
    memory: Int = 256 << 20,
    output: Int = 16 << 20,
    sourceBytes: Int = 256 << 10
  ) {
    self.cpuTime = cpuTime
    self.wallTime = wallTime
    self.memory = memory
    self.output = output
    self.sourceBytes = sourceBytes
  }
}
