/* Jcrop, by which the middle of a picture is marked, asks whether there is a touch screen by
   writing handlers into an element, which the policy refuses. So it is told. */

window.jQuery.Jcrop.defaults.touchSupport = "ontouchstart" in window;
