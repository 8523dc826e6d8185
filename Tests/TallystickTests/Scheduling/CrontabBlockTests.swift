import Testing

@testable import Tallystick

struct CrontabBlockTests {
  private let block = CrontabBlock(configuration: "/srv/a/tallystick.yaml")
  private let text = """
    # BEGIN tallystick /srv/a/tallystick.yaml
    1 * * * * x
    # END tallystick /srv/a/tallystick.yaml

    """
  private let other = """
    # BEGIN tallystick /srv/b/tallystick.yaml
    2 * * * * y
    # END tallystick /srv/b/tallystick.yaml

    """

  static let foreign: [[UInt8]] = [
    [], Array("\n".utf8), Array("MAILTO=a@b\n5 4 * * * true\n".utf8),
    Array("MAILTO=a@b\r\n5 4 * * * true\r\n".utf8), Array("\n\n# x\n\n\n".utf8),
    [0xff, 0xfe, 0x0a, 0x00, 0x0a], Array("# END tallystickery\n# BEGIN tally\n".utf8),
    Array("# BEGIN tallystick /srv/a/tallystick.yaml.old\n".utf8),
  ]

  @Test(arguments: foreign)
  func `install and remove leave every other line to the byte`(crontab: [UInt8]) throws {
    let installed = try block.inserting(text, into: crontab)
    #expect(installed == crontab + Array(text.utf8))
    #expect(try block.inserting(text, into: installed) == installed)
    #expect(try block.removed(from: installed) == crontab)
    #expect(try block.removed(from: crontab) == crontab)
  }

  @Test func `two folders whose names only look alike have a block each`() throws {
    let composed = CrontabBlock(configuration: "/srv/\u{FC}/tallystick.yaml")
    let decomposed = CrontabBlock(configuration: "/srv/u\u{308}/tallystick.yaml")
    let line = { (block: CrontabBlock) in "\(block.begin)\n1 * * * * x\n\(block.end)\n" }
    let one = try composed.inserting(line(composed), into: [])
    let both = try decomposed.inserting(line(decomposed), into: one)
    #expect(both.count == one.count + line(decomposed).utf8.count)
    #expect(try decomposed.removed(from: both) == one)
  }

  @Test func `a last line without an end gets one, as cron demands, and nothing else changes`()
    throws
  {
    let crontab = Array("5 4 * * * true".utf8)
    let installed = try block.inserting(text, into: crontab)
    #expect(installed == crontab + [0x0a] + Array(text.utf8))
    #expect(try block.removed(from: installed) == crontab + [0x0a])
  }

  @Test(arguments: foreign, foreign)
  func `the block keeps its place between other lines, and other folders keep theirs`(
    before: [UInt8],
    after: [UInt8]
  ) throws {
    let around = { (own: String) in before + Array(own.utf8) + Array(other.utf8) + after }
    let old = text.replacing("1 *", with: "9 *")
    #expect(try block.inserting(text, into: around(old)) == around(text))
    #expect(try block.removed(from: around(old)) == around(""))
  }

  @Test func `a block whose lines an editor ended otherwise is found`() throws {
    let crontab = Array(text.replacing("\n", with: "\r\n").utf8)
    #expect(try block.removed(from: crontab).isEmpty)
  }

  @Test(arguments: [
    (
      "# BEGIN tallystick /srv/a/tallystick.yaml\n1 * * * * x\n", "has no end"
    ),
    (
      "# BEGIN tallystick /srv/a/tallystick.yaml\n# BEGIN tallystick /srv/b/tallystick.yaml\n"
        + "# END tallystick /srv/b/tallystick.yaml\n# END tallystick /srv/a/tallystick.yaml\n",
      "has no end"
    ),
    ("# END tallystick /srv/a/tallystick.yaml\n", "has an end without a beginning"),
    (
      "# BEGIN tallystick /srv/a/tallystick.yaml\n# END tallystick /srv/a/tallystick.yaml\n"
        + "# BEGIN tallystick /srv/a/tallystick.yaml\n# END tallystick /srv/a/tallystick.yaml\n",
      "stands there twice"
    ),
  ])
  func `marks that somebody changed are not touched`(crontab: String, what: String) {
    let message =
      "crontab: the block of /srv/a/tallystick.yaml \(what), so nothing was changed; take its lines away "
      + "with `crontab -e`, then run `tally schedule --install`"
    for change in [{ try block.removed(from: $0) }, { try block.inserting(text, into: $0) }] {
      let error = #expect(throws: ScheduleError.self) { _ = try change(Array(crontab.utf8)) }
      #expect(error?.description == message)
      #expect(error?.code == .unwritable)
    }
  }
}
