/// Elements in memory that stays where it is and does not change, for scripts to read without a call
/// of the host.
///
/// Columns that share a buffer share its memory; it is freed with the last of what holds it.
///
/// `@safe`: the memory is the buffer's own from its initialiser to its deinitialiser, only the bridge
/// is given its address, and every index is checked.
@safe
public final class LuaBuffer<Element: BitwiseCopyable> {
  private let elements: UnsafeMutableBufferPointer<Element>

  /// Makes a copy of an array.
  public init(_ elements: [Element]) {
    unsafe self.elements = .allocate(capacity: elements.count)
    unsafe _ = self.elements.initialize(from: elements)
  }

  /// Makes a buffer that a closure fills, without an array in between.
  ///
  /// - Parameters:
  ///   - count: How many elements there are; the closure appends exactly as many.
  ///   - fill: What appends them.
  /// - Throws: What the closure throws.
  public init(count: Int, filledBy fill: (inout OutputSpan<Element>) throws -> Void) rethrows {
    let memory = UnsafeMutableBufferPointer<Element>.allocate(capacity: count)
    unsafe elements = memory
    var span = unsafe OutputSpan(buffer: memory, initializedCount: 0)
    try fill(&span)
    let filled = unsafe span.finalize(for: memory)
    precondition(filled == count, "a buffer of \(count) elements was given \(filled)")
  }

  deinit {
    unsafe elements.deallocate()
  }

  /// How many elements there are.
  public var count: Int { unsafe elements.count }

  /// The element at an index from 0; any other index is a mistake of the program.
  public subscript(index: Int) -> Element {
    precondition(index >= 0 && index < count, "index \(index) of a buffer of \(count)")
    return unsafe elements[index]
  }

  /// Where C finds the elements, for as long as the buffer lives.
  var address: UnsafePointer<Element>? {
    unsafe UnsafePointer(elements.baseAddress)
  }
}

// Nothing writes to a buffer after its initialiser, so that threads can only read it at once.
extension LuaBuffer: @unchecked Sendable where Element: Sendable {}
