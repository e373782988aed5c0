(function () {
  var dark = window.matchMedia('(prefers-color-scheme: dark)');
  var charts = [];
  document.documentElement.classList.add('script');
  function draw(inDark) {
    charts.forEach(function (chart) { chart.dispose(); });
    charts = Array.prototype.map.call(document.querySelectorAll('.chart'), function (place) {
      var chart = echarts.init(place, inDark ? 'dark' : null, { renderer: 'svg' });
      chart.setOption(JSON.parse(document.getElementById(place.id + '-option').textContent));
      return chart;
    });
  }
  draw(dark.matches);
  dark.addEventListener('change', function () { draw(dark.matches); });
  window.addEventListener('beforeprint', function () { draw(false); });
  window.addEventListener('afterprint', function () { draw(dark.matches); });
  window.addEventListener('resize', function () { charts.forEach(function (chart) { chart.resize(); }); });
})();
