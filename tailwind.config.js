/** Colours, sizes and fonts live in src/main/web/css/app.css (`@theme`); this file says where class names are read from. */
export default {
  content: [
    './src/main/jte/**/*.jte',
    './src/main/java/dev/velocity/console/*.java',
    './src/main/web/ts/**/*.ts',
  ],
};
