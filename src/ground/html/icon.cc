// The icons, drawn for couloir: one stroke of one width in a box of 24, so that they sit with the letters.
#include <array>

#include "html/view.h"

namespace couloir::view {
namespace {

// In the order of Icon.
constexpr std::array<std::string_view, 30> kPaths{
    "M4.5 12h15M13.5 6l6 6-6 6",                                                                            // arrow
    "M19.5 12h-15M10.5 6l-6 6 6 6",                                                                         // back
    "M5 12.5l4.7 4.7L19.2 7",                                                                               // check
    "M9 5.5l6.5 6.5L9 18.5",                                                                                // chevron
    "M12 3.8a8.2 8.2 0 1 1 0 16.4a8.2 8.2 0 0 1 0-16.4zM12 7.6V12l3 2.2",                                   // clock
    "M6 6l12 12M18 6L6 18",                                                                                 // close
    "M12 3.8a8.2 8.2 0 1 1 0 16.4a8.2 8.2 0 0 1 0-16.4zM15.6 8.4l-2 5.2-5.2 2 2-5.2z",                      // compass
    "M12 3.8a8.2 8.2 0 1 1 0 16.4a8.2 8.2 0 0 1 0-16.4zM9.2 9.2l5.6 5.6M14.8 9.2l-5.6 5.6",                 // cross
    "M6.5 3.8h7l4 4v12.4h-11zM13.3 4v4h4M9.5 12.2h5M9.5 15.8h5",                                            // document
    "M12 4v11M7 10.5l5 5 5-5M4.8 19.8h14.4",                                                                // download
    "M14.6 5.4l4 4L8.8 19.2l-4.6.6.6-4.6zM12.6 7.4l4 4",                                                    // edit
    "M3.8 7.2V18.6h16.4V8.4h-8l-2-2.6H3.8z",                                                                // file
    "M12 3.8a8.2 8.2 0 1 1 0 16.4a8.2 8.2 0 0 1 0-16.4zM12 11v5.2M12 7.8v.1",                               // info
    "M2.5 12h3M9.5 12h5M18.5 12h3M5.5 12a2 2 0 1 0 4 0a2 2 0 1 0-4 0M14.5 12a2 2 0 1 0 4 0a2 2 0 1 0-4 0",  // lane
    "M8.5 6.5h11M8.5 12h11M8.5 17.5h11M4.5 6.5v.1M4.5 12v.1M4.5 17.5v.1",                                   // list
    "M6 10.8h12v8.4H6zM8.6 10.6V8a3.4 3.4 0 0 1 6.8 0v2.6",                                                 // lock
    "M3.8 6h16.4v12H3.8zM4.2 6.6l7.8 6 7.8-6",                                                              // mail
    "M4.5 7h15M4.5 12h15M4.5 17h15",                                                                        // menu
    "M5.5 12h13",                                                                                           // minus
    "M19.2 14.2A7.8 7.8 0 0 1 9.8 4.8a7.8 7.8 0 1 0 9.4 9.4z",                                              // moon
    "M12 4.2a3.6 3.6 0 1 1 0 7.2a3.6 3.6 0 0 1 0-7.2zM4.8 19.8c.6-4 3.4-5.8 7.2-5.8s6.6 1.8 7.2 5.8",       // person
    "M12 5.5v13M5.5 12h13",                                                                                 // plus
    "M10.8 4.6a6.2 6.2 0 1 1 0 12.4a6.2 6.2 0 0 1 0-12.4zM15.4 15.4l4.4 4.4",                               // search
    "M8 9.5l4-4 4 4M8 14.5l4 4 4-4",                                                                        // sort
    "M12 4l1.9 5.1L19 11l-5.1 1.9L12 18l-1.9-5.1L5 11l5.1-1.9z",                                            // spark
    "M12 8a4 4 0 1 1 0 8a4 4 0 0 1 0-8zM12 2.8v2M12 19.2v2M2.8 12h2M19.2 12h2M5.5 5.5l1.4 1.4M17.1 17.1l1.4 1.4M18.5 "
    "5.5l-1.4 1.4M6.9 17.1l-1.4 1.4",                                                         // sun
    "M12 3.8a8.2 8.2 0 1 1 0 16.4a8.2 8.2 0 0 1 0-16.4zM12 4v16M12 8.4h7M12 12h8M12 15.6h7",  // sun_moon
    "M5 7.2h14M9.8 7V4.8h4.4V7M7 7.4l.8 12h8.4l.8-12M10.4 11v5M13.6 11v5",                    // trash
    "M12 16V5M7 9.5l5-5 5 5M4.8 19.8h14.4",                                                   // upload
    "M12 4.4l8.6 15H3.4zM12 10v4.4M12 16.9v.1",                                               // warning
};
static_assert(kPaths.size() == static_cast<std::size_t>(Icon::warning) + 1);

Html drawn(Icon which, html::Attr first, html::Attr second) {
  return html::el(
      "svg",
      {html::cls("icon"), {"viewBox", "0 0 24 24"}, {"width", 20}, {"height", 20}, std::move(first), std::move(second)},
      {html::el("path", {{"d", kPaths[static_cast<std::size_t>(which)]}})});
}

}  // namespace

Html icon(Icon which) { return drawn(which, {"aria-hidden", "true"}, html::none()); }
Html icon(Icon which, std::string_view label) { return drawn(which, {"role", "img"}, {"aria-label", label}); }

}  // namespace couloir::view
